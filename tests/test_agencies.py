from govreports.agencies import directory


def test_former_and_short_names_are_the_same_agency() -> None:
    agencies = directory()
    home = agencies.get("131100-sthjj")
    for name in ("衡水市生态环境局", "衡水市环境保护局", "衡水市生态环境", " 衡水市 生态环境局"):
        assert agencies.find([name]) == home
    assert agencies.find(["生态环境局"], home=home) == home


def test_only_a_name_makes_a_report_another_agencys() -> None:
    agencies = directory()
    home = agencies.get("371500-sthjj")
    assert agencies.find([None, ""], home=home) == home
    assert agencies.find([]) is None
    other = agencies.find(["聊城市水利局", "聊城市生态环境局"], home=home)
    assert other is not None
    assert other.id == "371500-slj"


def test_who_publishes_for_others_does_not_take_their_reports() -> None:
    agencies = directory()
    found = agencies.find(["聊城市林业局", "聊城市人民政府"])
    assert found is not None
    assert found.name == "聊城市林业局"
    # The same agency, with and without its place.
    assert agencies.find(["生态环境局", "聊城市生态环境局"]) == agencies.get("371500-sthjj")
    fuller = agencies.find(["林业局", "聊城市林业局"])
    assert fuller == found


def test_an_unknown_name_has_an_id_of_its_own_that_does_not_change() -> None:
    agencies = directory()
    first, second = agencies.find(["聊城市林业局"]), agencies.find(["聊城市林业 局"])
    assert first == second
    assert first is not None
    assert (first.id, first.region_code, first.level) == ("371500-linyeju", "371500", "prefecture")
    elsewhere = agencies.find(["某某县水利局"])
    assert elsewhere is not None
    assert (elsewhere.id, elsewhere.region_code, elsewhere.sector) == ("000000-moumouxianshuiliju", None, "水利")
