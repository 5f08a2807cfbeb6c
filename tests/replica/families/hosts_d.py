"""Hosts of no known system, and others of gkmlpt, NFCMS, VSB, Lonsun, openness and EWB, by name."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from tests.replica.families import kin, oddities, strays
from tests.replica.families.hosts import MadeHost

_MAKERS: Final = (
    strays.action_pages,
    strays.an_empty_column,
    strays.article_hex,
    strays.aspx_by_department_and_year,
    strays.classic_asp,
    strays.content_without_suffix,
    strays.contents_and_channels,
    strays.day_and_i,
    strays.jhtml,
    strays.list_and_page,
    strays.more_links_and_a_city_above,
    strays.numbered_directories,
    strays.object_ids_from_the_column,
    strays.php_with_base,
    strays.portal_articles,
    strays.report_by_year_in_query,
    strays.rows_by_onclick,
    strays.snowflakes,
    strays.splash_and_frames,
    strays.the_list_shows_the_newest,
    strays.uuid_columns,
    strays.year_columns_by_publication,
    oddities.departments_then_years,
    oddities.first_page_is_number_nought,
    oddities.newest_above_its_list,
    oddities.pages_in_directories,
    oddities.years_only,
    kin.ewb_interface,
    kin.ewb_static,
    kin.gkmlpt_below_a_city,
    kin.gkmlpt_that_jumps,
    kin.lonsun_list,
    kin.lonsun_years,
    kin.nfcms_from_a_report,
    kin.openness_platform,
    kin.vsb_descending,
    kin.vsb_list_jsp,
    kin.vsb_single_pages,
)

HOSTS_D: Final[Mapping[str, Callable[[], MadeHost]]] = MappingProxyType(
    {f"stray_{maker.__name__}": maker for maker in _MAKERS}
)
"""What makes each host, by the host's name."""
