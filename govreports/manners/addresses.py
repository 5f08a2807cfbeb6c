"""Which hosts lie on this machine or in a private network, in any spelling that a resolver takes."""

import socket
from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

Address = IPv4Address | IPv6Address

# Networks whose addresses stand for an IPv4 address in their last four bytes (RFC 6052), or in bytes three to six (RFC 3056).
_TRANSLATED: Final = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
_SIX_TO_FOUR: Final = IPv6Network("2002::/16")
_LOOPBACK: Final = IPv4Address("127.0.0.1")


def address_written(host: str) -> Address | None:
    """The address that *host* is, however it is spelled; None where it is a name. ``localhost`` is one by RFC 6761.

    >>> [str(address_written(host)) for host in ("127.1", "2130706433", "0x7f.1", "[::1]", "www.a.gov.cn")]
    ['127.0.0.1', '127.0.0.1', '127.0.0.1', '::1', 'None']
    """
    bare = host.strip("[]").rstrip(".").partition("%")[0].lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return _LOOPBACK
    if ":" in bare:
        try:
            return IPv6Address(bare)
        except AddressValueError:
            return None
    try:
        # Takes what the C library takes: numbers in octal and hexadecimal, and less than four of them.
        return IPv4Address(socket.inet_aton(bare))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: Address | str) -> bool:
    """Whether *address* is one of the internet's: not private, loopback, link-local, reserved or for many.

    >>> [is_public(it) for it in ("8.8.8.8", "10.0.0.1", "169.254.1.1", "::ffff:127.0.0.1", "100.64.0.1", "0.0.0.0")]
    [True, False, False, False, False, False]
    """
    address = ip_address(address) if isinstance(address, str) else address
    if isinstance(address, IPv6Address) and (inner := _within(address)) is not None:
        address = inner
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _SIX_TO_FOUR:
        return address.sixtofour
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(address.packed[-4:])
    return None
