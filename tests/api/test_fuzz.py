"""schemathesis sends what no person would: no 500, answers as documented."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from fazhi.site.wsgi import application

EXAMPLES = 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    "operation",
    [
        "GET /api/procedures",
        "GET /api/{domain}/cases",
        "POST /api/{domain}/cases",
        "GET /api/{domain}/cases/{case_id}",
        "POST /api/{domain}/cases/{case_id}/{step}",
    ],
)
def test_nothing_sent_breaks_it(program, people, received, operation):
    method, path = operation.split()
    caller = program(people.head)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    target = schema[path][method]

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(case=target.as_strategy())
    def send(case):
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {caller.secret}"}
        answer = case.call()
        case.validate_response(answer, checks=[not_a_server_error, status_code_conformance, response_schema_conformance])

    send()
