"""The kernel as a Django app: loads every declaration at start, so that a rule without a basis stops the program."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "fazhi.kernel"
    label = "kernel"
    verbose_name = "内核"
