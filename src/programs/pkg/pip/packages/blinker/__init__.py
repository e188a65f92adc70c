"""Signals, as Drydock simulates them."""
__version__ = "@VERSION@"
__all__ = ["ANY", "NamedSignal", "Namespace", "Signal", "signal"]

ANY = object()


class Signal:
    ANY = ANY

    def __init__(self, doc=None):
        self.__doc__ = doc
        self._connected = []

    @property
    def receivers(self):
        return {i: r for i, (r, _) in enumerate(self._connected)}

    def connect(self, receiver, sender=ANY, weak=True):
        self._connected.append((receiver, sender))
        return receiver

    def connect_via(self, sender, weak=False):
        return lambda fn: self.connect(fn, sender, weak)

    def disconnect(self, receiver, sender=ANY):
        self._connected = [(r, s) for r, s in self._connected if r is not receiver or (sender is not ANY and s is not sender)]

    def receivers_for(self, sender):
        return (r for r, s in list(self._connected) if s is ANY or s is sender)

    def has_receivers_for(self, sender):
        return any(True for _ in self.receivers_for(sender))

    def send(self, sender=None, /, **kwargs):
        return [(r, r(sender, **kwargs)) for r in self.receivers_for(sender)]


class NamedSignal(Signal):
    __module__ = "blinker.base"

    def __init__(self, name, doc=None):
        super().__init__(doc)
        self.name = name

    def __repr__(self):
        return f"<{type(self).__module__}.{type(self).__name__} object at {id(self):#x}; {self.name!r}>"


class Namespace(dict):
    def signal(self, name, doc=None):
        if name not in self:
            self[name] = NamedSignal(name, doc)
        return self[name]


signal = Namespace().signal
