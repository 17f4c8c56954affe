"""Sessions in the database, read by one prepared statement together with the stamp of `surfaces.known`."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from fazhi.surfaces import known

READ = (
    "SELECT session_data, (SELECT value FROM surfaces_stamp WHERE id = 1) FROM django_session "
    "WHERE session_key = %s AND expire_date > %s"
)


class SessionStore(db.SessionStore):
    """Django's session store; only the reading differs."""

    @classmethod
    def get_model_class(cls) -> Any:
        return db.SessionStore.get_model_class()

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        known.seen(row[1])
        return self.decode(row[0])
