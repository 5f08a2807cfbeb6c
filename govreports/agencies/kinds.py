"""What kind of body an agency is, by the end of its name: the Regulation asks different things of each."""

import re
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from govreports.forms.labels import squeeze

Kind: TypeAlias = Literal["government", "zone", "township", "department"]

_TOWNSHIP: Final = re.compile(r"(?:镇|乡|苏木)(?:人民政府|政府)?$|街道(?:办事处|办)?$")
# 城市管理委员会 and 国有资产监督管理委员会 are departments: a zone's committee names its zone.
_ZONE: Final = re.compile(
    r"(?:区|园|城|港|岛)(?:党工委)?(?:管委会|管理委员会)$|(?:开发|园|新|示范|实验|试验|合作|度假|保税|片)区$"
)
_GOVERNMENT: Final = re.compile(r"人民政府$|行政公署$|行署$|(?:省|自治区|市|州|盟|地区|县|区|旗)(?:政府)?$")
_DEPARTMENT: Final = re.compile(r"(?:局|厅|委|委员会|办公室|办公厅|部|署)$")
# Branches, and bodies of villages and of areas, are no departments of a government.
_NO_DEPARTMENT: Final = re.compile(
    r"分局$|(?:片|园|开发|名胜|保护|度假|景|社)区管理局$|(?:村民|居民|村|居)委(?:员)?会$"
)


@lru_cache(maxsize=4096)
def kind_of(name: str) -> Kind | None:
    """The kind of body that *name* says it is; None for schools, companies, branches and the like.

    >>> kind_of("聊城市人民政府"), kind_of("聊城市人民政府办公室"), kind_of("平潭综合实验区管委会")
    ('government', 'department', 'zone')
    """
    name = squeeze(name)
    if _TOWNSHIP.search(name):
        return "township"
    if _ZONE.search(name):
        return "zone"
    if _GOVERNMENT.search(name):
        return "government"
    return "department" if _DEPARTMENT.search(name) and not _NO_DEPARTMENT.search(name) else None
