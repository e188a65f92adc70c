"""Signed values, as Drydock simulates them."""
from .exc import BadData, BadHeader, BadPayload, BadSignature, BadTimeSignature, SignatureExpired
from .serializer import Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer
from .signer import HMACAlgorithm, NoneAlgorithm, Signer, TimestampSigner, base64_decode, base64_encode, want_bytes

__version__ = "@VERSION@"
__all__ = [
    "BadData", "BadHeader", "BadPayload", "BadSignature", "BadTimeSignature", "SignatureExpired", "Serializer",
    "TimedSerializer", "URLSafeSerializer", "URLSafeTimedSerializer", "HMACAlgorithm", "NoneAlgorithm", "Signer",
    "TimestampSigner", "base64_decode", "base64_encode", "want_bytes",
]
