"""The sites that the replica plays."""

from tests.replica.protocol import Site
from tests.replica.sites.bench import many_reports_site
from tests.replica.sites.hengshui import hengshui_bureau_site, hengshui_platform_site
from tests.replica.sites.liaocheng import liaocheng_site
from tests.replica.sites.pingtan import pingtan_site

__all__ = ["all_sites", "many_reports_site"]


def all_sites() -> tuple[Site, ...]:
    """Every real host that is played; the made-up one for benchmarks is not among them."""
    return (liaocheng_site(), hengshui_platform_site(), hengshui_bureau_site(), pingtan_site())
