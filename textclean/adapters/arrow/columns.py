"""Columns of text in all the types that Arrow has for them, as values of Python and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pyarrow as pa

from textclean.errors import ConfigurationError, UnknownNameError, unknown

# A text, or none; where a column holds bytes that are no UTF-8, which Arrow does not look for, the
# bytes.
Value: TypeAlias = str | bytes | None


def index_of(schema: pa.Schema, column: str) -> int:
    """Return the index of a column of text.

    Raises `UnknownNameError` where there is no column of this name, and `ConfigurationError` where
    there are two or it has no text.
    """
    found = schema.get_all_field_indices(column)
    if not found:
        raise UnknownNameError(unknown("column", column, schema.names, of="the table"))
    if len(found) > 1:
        raise ConfigurationError(f'{len(found)} columns are called "{column}"; rename all but one')
    if not is_text(schema.field(found[0]).type):
        raise ConfigurationError(
            f'the column "{column}" has the type {schema.field(found[0]).type}, not text; name '
            "another, or cast it to string"
        )
    return int(found[0])


def is_text(type_: pa.DataType) -> bool:
    """Whether a type is one of those that hold text."""
    if pa.types.is_dictionary(type_):
        return is_text(type_.value_type)
    return bool(
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or pa.types.is_string_view(type_)
    )


def values(array: pa.Array) -> list[Value]:
    """Return the values of an array of text."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    try:
        return list(array.to_pylist())
    except UnicodeDecodeError:
        return [_value(one) for one in array.cast(_binary(array.type))]


def array_of(values: Sequence[Value], type_: pa.DataType) -> pa.Array:
    """Return values as an array of a type that holds text."""
    if pa.types.is_dictionary(type_):
        encoded = array_of(values, type_.value_type).dictionary_encode()
        indices = encoded.indices.cast(type_.index_type)
        return pa.DictionaryArray.from_arrays(indices, encoded.dictionary, ordered=type_.ordered)
    if any(type(value) is bytes for value in values):
        stored = [value.encode() if isinstance(value, str) else value for value in values]
        return pa.array(stored, _binary(type_)).view(type_)
    return pa.array(values, type_)


def _value(scalar: pa.Scalar) -> Value:
    """Return a value as text, where it is some."""
    stored: bytes | None = scalar.as_py()
    try:
        return stored if stored is None else stored.decode()
    except UnicodeDecodeError:
        return stored


def _binary(type_: pa.DataType) -> pa.DataType:
    """Return the type of bytes that stores as a type of text does."""
    if pa.types.is_string_view(type_):
        return pa.binary_view()
    return pa.large_binary() if pa.types.is_large_string(type_) else pa.binary()
