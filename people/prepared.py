"""Queries that Django composes once. A page asks the same ones every time, only with other values.

Composing SQL was more than half of the processor time of a page (docs/decisions/0019). Only questions that every page
of a kind asks belong here; everything else is an ordinary queryset.
"""

from collections import defaultdict
from copy import copy
from functools import cached_property

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, Expression, QuerySet, Value


class Asked(Expression):
    """The place of a value that comes with each asking; ``field`` brings it into the database's own form."""

    def __init__(self, name, field):
        super().__init__(output_field=field)
        self.name = name
        self.key = name, id(field)  # many places ask for the same value; it is brought into form once

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def value(self, values, connection):
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared:
    """A queryset with ``Asked`` where values belong, composed at the first asking.

    ``build`` is called without arguments and must depend on nothing that changes while the process lives: no time, no
    language, no rows. A value that is None matches nothing, as in SQL. Prefetches are not done.

    With ``planned`` PostgreSQL too does its work once, for each of its connections: worth it where thinking about a
    question takes it longer than answering.
    """

    def __init__(self, build, *, planned=False):
        self.build, self.planned = build, planned

    @cached_property
    def composed(self):
        queryset = self.build()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        asked = {one.key: one for one in params if isinstance(one, Asked)}
        return queryset, compiler, sql, [(one.key if isinstance(one, Asked) else None, one) for one in params], asked

    def all(self, **values):
        """What the queryset yields for ``values``, as a list. Raises ``KeyError`` for a value that is not given."""
        queryset, compiler, sql, params, asked = self.composed
        compiler = copy(compiler)
        compiler.connection = connection = connections[DEFAULT_DB_ALIAS]
        said = {key: one.value(values, connection) for key, one in asked.items()}
        filled = tuple(said[key] if key else one for key, one in params)
        compiler.as_sql = lambda: (sql, filled)
        if self.planned and connection.vendor == "postgresql":
            from .postgres import Planned  # noqa: PLC0415 -- a school on SQLite needs no driver

            compiler.connection = Planned(connection)
        asked = QuerySet(queryset.model, query=_Composed(queryset.query, compiler), using=DEFAULT_DB_ALIAS)
        asked._fields = queryset._fields
        return list(queryset._iterable_class(asked))

    def first(self, **values):
        """The first of ``all``, or None."""
        return next(iter(self.all(**values)), None)


def united(parts):
    """One query for several: ``parts`` are (name, queryset with a JSON ``row``), and it yields (name, row)."""
    first, *others = (
        rows.order_by().annotate(part=Value(name, output_field=CharField())).values_list("part", "row")
        for name, rows in parts
    )
    return first.union(*others, all=True)


def by_part(answer):
    """The rows that ``united`` brought, by the name of their part."""
    rows = defaultdict(list)
    for part, row in answer:
        rows[part].append(row)
    return rows


class _Composed:
    """A query that is asked with a compiler which has done its work."""

    def __init__(self, query, compiler):
        self.query, self.compiler = query, compiler

    def get_compiler(self, *args, **kwargs):
        return self.compiler

    def __getattr__(self, name):
        return getattr(self.query, name)
