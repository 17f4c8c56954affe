"""Signing on: who may register, how passwords must be, how long a session lives, second factors, the province's sign-on."""
