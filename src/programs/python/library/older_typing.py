

class _UnionGenericAlias(_NotIterable, _GenericAlias, _root=True):
    """What `Union[...]` makes: an alias like the others, equal to any union of the same types."""

    def copy_with(self, args):
        return Union[args]

    def __eq__(self, other):
        if isinstance(other, (_UnionGenericAlias, types.UnionType)):
            mine, theirs = self.__args__, other.__args__
            return len(mine) == len(theirs) and all(a in theirs for a in mine)
        return NotImplemented

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        rest = [a for a in self.__args__ if a is not type(None)]
        if len(self.__args__) == 2 and len(rest) == 1:
            return f"typing.Optional[{_type_repr(rest[0])}]"
        return super().__repr__()

    def __instancecheck__(self, value):
        return any(isinstance(value, a) for a in self.__args__)

    def __subclasscheck__(self, kind):
        return any(issubclass(kind, a) for a in self.__args__)

    def __reduce__(self):
        make, (_, args) = super().__reduce__()
        return make, (Union, args)


@_SpecialForm
@_tp_cache(typed=True)
def Union(self, parameters):
    """One of several types: `Union[int, str]` is what is an int or a str; `Union[int]` is int itself."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    kinds = []
    for parameter in parameters if isinstance(parameters, tuple) else (parameters,):
        kind = _type_check(parameter, "Union[arg, ...]: each arg must be a type.")
        for part in kind.__args__ if isinstance(kind, (_UnionGenericAlias, types.UnionType)) else (kind,):
            if part not in kinds:
                kinds.append(part)
    if len(kinds) == 1:
        return kinds[0]
    return _UnionGenericAlias(self, tuple(kinds), name="Optional" if len(kinds) == 2 and type(None) in kinds else None)
