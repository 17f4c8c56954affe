"""The people and organs of an invented district (示例区), made as a story or the demonstration year needs them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model

from fazhi.kernel.declare import Seat
from fazhi.kernel.models import Case, Organ, Person, Post
from fazhi.kernel.perform import perform
from fazhi.kernel.rights import THE_LAW

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass
class World:
    """The people and organs of an invented district, made as they are needed."""

    organ: Organ
    users: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "World":
        root, _ = Organ.objects.get_or_create(
            code="SL", defaults={"name": "示例区人民政府", "short": "区政府", "word": "示政", "kind": "政府"}
        )
        return cls(root)

    def organ_named(self, name: str) -> Organ:
        found, _ = Organ.objects.get_or_create(
            name=name,
            defaults={
                "code": f"SL{Organ.objects.count():03d}",
                "short": name.removeprefix("示例区"),
                "kind": "部门",
                "parent": self.organ,
            },
        )
        return found

    def person(self, seat: Seat, which: str, organ: Organ) -> Any:
        """A person in that seat of that organ; `which` tells several apart (甲, 乙)."""
        key = (f"{organ.code}-{seat.key}", which)
        if key not in self.users:
            user, made = get_user_model().objects.get_or_create(username=f"{organ.code}-{seat.key}-{which}".lower())
            if made:
                Person.objects.create(user=user, name=f"{seat.label}{which}", demo=True)
                if seat.side == "office":
                    Post.objects.create(user=user, organ=organ, seat=seat.key)
            self.users[key] = user
        return self.users[key]

    def act(self, case: Case, step: str, seat: Seat, on: date, which: str = "甲", **said: Any) -> Case:
        """One step as the demonstration year takes it: by the person in that seat of the organ in charge, written the same day."""
        by = THE_LAW if seat.side == "law" else self.person(seat, which, case.organ)
        perform(case, step, by, on, at=datetime.combine(on, time(17, 0), CHINA), **said)
        return case
