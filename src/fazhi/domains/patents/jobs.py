"""The long jobs of the patent pages: tables of up to 50,000 rows, and the weekly comparison of saved searches."""

from fazhi.domains.patents import alerts, exports

JOBS = {"patents.export": exports.write, "patents.alerts": alerts.run}
NIGHTLY = ("patents.alerts",)
