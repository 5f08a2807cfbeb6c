"""What the replica's log says of a request: who asked for what, with which validators, and from when to when."""

import http.client
from urllib.parse import urlsplit

from tests.replica import Altered, Replica, ReplicaResponse
from tests.replica.families.made import office
from tests.replica.families.troubles import Conditional, Slow, below
from tests.replica.families.trs import trs_site

HOST = "www.log.example.gov.cn"


def ask(replica: Replica, path: str, **headers: str) -> http.client.HTTPResponse:
    """The replica's answer to a request for *path*, made as proxies are asked."""
    connection = http.client.HTTPConnection(urlsplit(replica.proxy_url).netloc, timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", f"http://{HOST}{path}", headers=named)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_validators_that_come_with_a_request_are_logged() -> None:
    with Replica([Conditional(trs_site(office(HOST, years=range(2020, 2022))))]) as replica:
        first = ask(replica, "/")
        tag, day = first.headers["ETag"], first.headers["Last-Modified"]
        assert [ask(replica, "/", If_None_Match=tag).status, ask(replica, "/", If_Modified_Since=day).status] == [
            304
        ] * 2
        logged = [(it.status, it.if_none_match, it.if_modified_since) for it in replica.log]
    assert logged == [(200, "", ""), (304, tag, ""), (304, "", day)]


def test_an_answer_is_done_when_it_has_been_sent() -> None:
    site = Slow(Altered(trs_site(office(HOST)), {"/slow": ReplicaResponse(b"late")}), 0.1, below("/slow"))
    with Replica([site]) as replica:
        ask(replica, "/slow")
        ask(replica, "/")
    slow, quick = replica.log
    assert slow.done - slow.time >= 0.1
    assert quick.time >= slow.time + 0.1
    assert quick.done >= quick.time
