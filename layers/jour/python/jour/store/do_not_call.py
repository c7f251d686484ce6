"""Do-not-call lists: numbers that no list of an organisation may ring (X4).

Adding and asking are parts of transactions: whoever has refused is rung no more from that moment.
"""

from jour.number_register import DO_NOT_CALL
from jour.number_rows import Entry
from jour.store import keys
from jour.store.expression import Update
from jour.store.number_register import NumberRegister, attributes
from jour.store.table import Table


class DoNotCall(NumberRegister):
    """The table's do-not-call lists (X4)."""

    def __init__(self, table: Table) -> None:
        super().__init__(table, DO_NOT_CALL)


def barring(org: str, number: str, name: str) -> tuple[keys.Key, Update]:
    """For a transaction: the number's owner has asked not to be rung again."""
    key = keys.register_entry(DO_NOT_CALL.id, org, number)
    return key, Update().set(**attributes(Entry(number, name, 0), None))


def unless_barred(org: str, number: str) -> tuple[keys.Key, Update]:
    """For a transaction: it takes place only while the number may be rung."""
    key = keys.register_entry(DO_NOT_CALL.id, org, number)
    return key, Update().when("attribute_not_exists(#pk)")
