"""A change is published once, soon, and without building the list anew."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_q.models import OrmQ

from certificates.status import domain, tasks
from certificates.status.bits import indexes_set, unpack
from certificates.status.domain import publish, publish_due, set_bit, take_place
from certificates.status.models import StatusBit, StatusList
from certificates.status.queries import differences, served_list
from tests.certificates import independent
from tests.parallel import at_once

PUBLISH = "certificates.status.tasks.publish"


@pytest.fixture
def bits(house):
    """Ten places in a list that is published."""
    bits = [take_place(house.issuer, "revocation") for _ in range(10)]
    publish(bits[0].list_id)
    return bits


def queued():
    return [row.task["func"] for row in OrmQ.objects.all()]


def shown(house):
    return json.loads(served_list(house.issuer.slug, "revocation-1"))


def the_list():
    return StatusList.objects.get(purpose="revocation")


def run(**options):
    out = io.StringIO()
    call_command("rebuild_status_lists", stdout=out, **options)
    return out.getvalue()


def test_ten_revocations_at_once_are_one_publication(house, bits, run_queue, monkeypatch):
    OrmQ.objects.all().delete()
    for bit in bits:
        set_bit(bit, to=True)
    assert queued() == [PUBLISH]
    run_queue()
    assert all(independent.status_bit(shown(house), bit.index) for bit in bits)
    assert the_list().due_since is None


def test_a_change_after_a_publication_is_published_again(house, bits, run_queue):
    set_bit(bits[0], to=True)
    run_queue()
    set_bit(bits[0], to=False)
    run_queue()
    assert not independent.status_bit(shown(house), bits[0].index)


def test_a_second_task_for_the_same_change_signs_nothing(bits):
    set_bit(bits[0], to=True)
    assert publish_due(bits[0].list_id)
    signed = bytes(the_list().signed)
    assert not publish_due(bits[0].list_id)
    assert bytes(the_list().signed) == signed


def test_a_revocation_reads_no_other_place(bits, house):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            set_bit(bits.pop(), to=True)
            publish_due(the_list().pk)
        return len(captured)

    few = statements()
    for _ in range(20):
        set_bit(take_place(house.issuer, "revocation"), to=True)
    publish_due(the_list().pk)
    assert statements() == few


def test_the_stored_string_is_what_the_rows_say(bits):
    for bit in bits[:4]:
        set_bit(bit, to=True)
    set_bit(bits[1], to=False)
    rows = StatusBit.objects.filter(is_set=True).order_by("index")
    stored = indexes_set(unpack(bytes(the_list().packed)))
    assert stored == list(rows.values_list("index", flat=True))
    assert len(stored) == 3


def test_a_list_that_has_no_string_yet_is_built_from_its_rows(house):
    bit = take_place(house.issuer, "revocation")
    set_bit(bit, to=True)
    assert bytes(the_list().packed) == b""
    publish(bit.list_id)
    assert indexes_set(unpack(bytes(the_list().packed))) == [bit.index]


def test_a_list_that_waits_too_long_is_asked_for_again(bits):
    set_bit(bits[0], to=True)
    OrmQ.objects.all().delete()
    assert tasks.publish_overdue() == 0
    StatusList.objects.update(due_since=timezone.now() - timedelta(seconds=50))
    assert tasks.publish_overdue() == 1
    assert queued() == [PUBLISH]


def test_nobody_keeps_a_copy_for_longer_than_a_minute(client, house, bits):
    answer = client.get(f"/issuers/{house.issuer.slug}/status/revocation-1")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert shown(house)["credentialSubject"]["ttl"] == 60_000


def test_the_check_finds_a_wrong_bit_and_the_command_mends_it(bits, house):
    wrong = bits[0].index
    StatusBit.objects.filter(pk=bits[0].pk).update(is_set=True)
    assert differences(the_list()) == [wrong]
    with pytest.raises(CommandError, match="1 bits are wrong"):
        run(check=True)
    assert f"{house.issuer.slug}/revocation-1: 1 wrong bits" in run()
    assert f"{house.issuer.slug}/revocation-1: as the rows say" in run(check=True)
    assert independent.status_bit(shown(house), wrong)


def test_the_night_mends_a_wrong_bit_and_says_so(bits, house, run_queue, caplog):
    StatusBit.objects.filter(pk=bits[0].pk).update(is_set=True)
    tasks.publish_all()
    run_queue()
    assert "had 1 wrong bits" in caplog.text
    assert independent.status_bit(shown(house), bits[0].index)


def test_without_a_key_the_list_stays_due(bits, keys_of_this_test, run_queue):
    set_bit(bits[0], to=True)
    [path] = keys_of_this_test.glob("*/*.pem")
    aside = path.rename(path.with_suffix(".aside"))
    assert len(run_queue(collect=True)) == 1
    assert the_list().due_since is not None
    aside.rename(path)
    assert publish_due(bits[0].list_id)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_revocations_at_the_same_moment_are_all_kept(house):
    bits = [take_place(house.issuer, "revocation") for _ in range(4)]
    publish(bits[0].list_id)
    assert at_once(*[lambda bit=bit: domain.set_bit(bit, to=True) for bit in bits]) == [True] * 4
    assert differences(the_list()) == []
