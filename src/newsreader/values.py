"""Values: `dataclass`, which makes a frozen class with slots in a third of the time, and its objects in less as well.

The standard library compiles six functions for each class, a third of what all imports of the screen take. Here only
`__init__` is compiled; what else there is differs in nothing but the names of the fields, which are kept, not compiled.
"""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`, by which everything but plain frozen classes with slots is made."""
        if cls is None:
            return partial(dataclass, **options)
        if options != {"frozen": True, "slots": True} or not _is_plain(cls):
            return dataclasses.dataclass(cls, **options)
        cls.__doc__ = cls.__doc__ or cls.__name__
        made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=True)
        made.__dataclass_params__.frozen = True  # what is built on it asks
        fields = dataclasses.fields(made)
        made.__init__ = _init(made, fields)
        for name, method in _methods(made, [field.name for field in fields]).items():
            setattr(made, name, method)
        return made


_OWN = {"__init__", "__post_init__", "__eq__", "__hash__", "__repr__", "__setattr__", "__delattr__", "__reduce__"}


def _is_plain(cls: type) -> bool:
    """Whether a class has nothing of what is made here, and fields that all are compared, told and given."""
    members = cls.__dict__
    fields = (members.get(name) for name in cls.__annotations__)
    return (
        cls.__bases__ == (object,)
        and bool(cls.__annotations__)
        and _OWN.isdisjoint(members)
        and all(one.init and one.repr and one.compare for one in fields if isinstance(one, dataclasses.Field))
    )


def _init(made: type, fields: Sequence[dataclasses.Field[Any]]) -> Callable[..., None]:
    given, put = [], []
    scope: dict[str, Any] = {}
    for field in fields:
        name, value = field.name, field.name
        is_made = field.default_factory is not dataclasses.MISSING
        has_default = is_made or field.default is not dataclasses.MISSING
        if is_made:
            value = f"make_{name}() if {name} is default_{name} else {name}"
            scope[f"make_{name}"] = field.default_factory
        given.append(f"{name}=default_{name}" if has_default else name)
        put.append(f"set_{name}(self, {value})")
        scope[f"default_{name}"] = field.default
        scope[f"set_{name}"] = made.__dict__[name].__set__
    exec(f"def __init__(self, {', '.join(given)}): {'; '.join(put)}", scope)  # noqa: S102 - names of a class of ours
    init: Any = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    found: Callable[..., None] = init
    return found


def _methods(made: type, names: Sequence[str]) -> Mapping[str, Callable[..., Any]]:
    """What the standard library gives a frozen class, and the way to copy and pickle it."""
    get = attrgetter(*names)
    is_one = len(names) == 1

    def equals(one: object, other: object) -> bool:
        return get(one) == get(other) if other.__class__ is one.__class__ else NotImplemented

    def hashed(one: object) -> int:
        return hash(get(one))

    def told(one: object) -> str:
        return f"{one.__class__.__qualname__}({', '.join(f'{name}={getattr(one, name)!r}' for name in names)})"

    def reduced(one: object) -> tuple[type, tuple[Any, ...]]:
        return made, (get(one),) if is_one else get(one)

    own: dict[str, Callable[..., Any]] = {"__eq__": equals, "__hash__": hashed, "__repr__": told, "__reduce__": reduced}
    return {**own, "__setattr__": _refuse, "__delattr__": _refuse}


def _refuse(_: object, name: str, *__: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to or delete field {name!r}")
