"""Made-up hosts in markup of their own, of the systems that are most met with; each with what a crawl should find."""

from collections.abc import Callable, Mapping
from typing import Final

from tests.replica.families import handmade_hanweb, handmade_other, handmade_trs, handmade_ucap
from tests.replica.families.hosts import MadeHost

HOSTS_C: Final[Mapping[str, Callable[[], MadeHost]]] = {
    "hand_trs_upper_case": handmade_trs.upper_case,
    "hand_trs_based": handmade_trs.based,
    "hand_trs_units": handmade_trs.units,
    "hand_trs_gbk_numbered": handmade_trs.gbk_numbered,
    "hand_trs_one_broken": handmade_trs.one_broken,
    "hand_trs_doubles": handmade_trs.doubles,
    "hand_trs_empty": handmade_trs.empty,
    "hand_trs_large": handmade_trs.large,
    "hand_trs_challenged_column": handmade_trs.challenged_column,
    "hand_trs_by_year": handmade_trs.by_year,
    "hand_trs_cover": handmade_trs.cover,
    "hand_hanweb_table_records": handmade_hanweb.table_records,
    "hand_hanweb_page_parameter": handmade_hanweb.page_parameter,
    "hand_hanweb_all_embedded": handmade_hanweb.all_embedded,
    "hand_hanweb_annual_units": handmade_hanweb.annual_units,
    "hand_jpaas_tables": handmade_hanweb.fragment_tables,
    "hand_jpaas_misspelt": handmade_hanweb.fragment_misspelt,
    "hand_jpaas_from_report": handmade_hanweb.fragment_from_report,
    "hand_ucap_interface": handmade_ucap.interface,
    "hand_ucap_years": handmade_ucap.years,
    "hand_ucap_numbered": handmade_ucap.numbered,
    "hand_ucap_files_only": handmade_ucap.files_only,
    "hand_easysite_nested_tables": handmade_other.nested_tables,
    "hand_easysite_directories": handmade_other.directories,
    "hand_easysite_from_column": handmade_other.from_column,
    "hand_channel_rows": handmade_other.channel_rows,
    "hand_channel_files": handmade_other.channel_files,
    "hand_channel_script": handmade_other.channel_script,
}
