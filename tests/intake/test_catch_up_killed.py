"""A catch-up that is killed anywhere and begun again loses nothing, doubles nothing, keeps order.

Ten of 1,200 messages here; `make torture` does two hundred of 100,000.
"""

import pytest

from jds.database.connection import Database
from tests.intake.backlog import backlog, faults_after, fill
from tests.intake.deliveries import register_sources
from tests.intake.kill_catch_up import killed_and_finished
from tests.servers import ThrowAwayServer

MESSAGES = 1200
STEP = 100
SEED = 20250717


@pytest.mark.parametrize("seed", range(10))
def test_a_catch_up_that_is_killed_anywhere_ends_as_if_it_never_was(
    primary_server: ThrowAwayServer, seed: int
) -> None:
    with primary_server.copy_of("backlog", _fill) as database:
        killed_and_finished(database, messages=MESSAGES, step_messages=STEP, processes=0, seed=seed)

        assert faults_after(database, MESSAGES, seed=SEED) == []


def test_the_backlog_is_not_in_the_order_in_which_it_must_enter() -> None:
    ids = [message["id"] for message in backlog(MESSAGES, seed=SEED)]

    assert ids != sorted(ids)
    assert len(set(ids)) == MESSAGES


def _fill(database: Database) -> None:
    with database.transaction() as connection:
        register_sources(connection)
    fill(database, MESSAGES, seed=SEED)
