"""A small invented district in a database of its own, for the browser: `init` makes it, `correct` lets the office ask for more."""

import sys
from datetime import date

from fazhi.site.boot import start

WORD = "Zhengque-2024"


def main(what):
    start()
    from django.contrib.auth import get_user_model

    from fazhi.kernel.declare import HANDLER
    from fazhi.kernel.models import Case, Person
    from fazhi.kernel.perform import perform
    from fazhi.kernel.scenario import World

    world = World.make()
    if what == "init":
        world.organ_named("示例区某局")
        user = get_user_model().objects.create_user("citizen-a", password=WORD)
        Person.objects.create(user=user, name="申请人甲", citizen=True)
    else:
        perform(
            Case.objects.get(), "correct", world.person(HANDLER, "甲", world.organ), date.today(), points="请补交决定书原件"
        )


if __name__ == "__main__":
    main(sys.argv[1])
