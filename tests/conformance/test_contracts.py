"""Every case of every contract, put to the target."""


def test_contract(contract_case, put):
    put(contract_case)
