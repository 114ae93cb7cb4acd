"""How the right provider answers a few cases of each sort."""

import pytest

from sipgate_compat.contract.cases import cases
from sipgate_compat.proof.truth import truth
from sipgate_compat.run import prepare

FEW = {
    "addIncomingEntry",
    "deleteChannel",
    "getCalls",
    "getChannelEvents",
    "getGroups",
    "sendCallDtmf",
    "setCallHold",
    "setCallMuted",
    "setCallRecording",
    "setChannelName",
}


@pytest.fixture(scope="session")
def book():
    return prepare.book()


@pytest.fixture(scope="session")
def few(book):
    return truth(book, [case for case in cases(book) if case.operation.operation in FEW])
