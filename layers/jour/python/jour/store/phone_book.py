"""Phone books: an organisation's names for numbers."""

from jour.number_register import PHONE_BOOK
from jour.store.number_register import NumberRegister
from jour.store.table import Table


class PhoneBook(NumberRegister):
    """The table's phone books."""

    def __init__(self, table: Table) -> None:
        super().__init__(table, PHONE_BOOK)

    def name_of(self, org: str, number: str | None) -> str | None:
        """What the organisation calls a caller; None for an unknown or withheld number."""
        item = self._table.get(self.key(org, number)) if number else None
        return item["name"] if item else None
