"""What ties an act to its surroundings: judgements, demands, hosts, back references, claims, promises."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.model


def analysis(parse, text, **fields):
    return parse(text, **fields)._.redshank


def sides(event):
    return [e.code for e in event.actor], [e.code for e in event.recipient]


def the(events, category):
    return next(e for e in events if e.event == [category])


def test_a_verdict_blames_whose_deed_it_is(parse):
    found = analysis(parse, "The Norwegian prime minister described Sweden's missile test as a provocation.").events
    accusation = the(found, "ACCUSE")
    assert sides(accusation) == (["NOR"], ["SWE"])
    assert accusation.mode == ["disapprove"]


def test_a_verdict_in_reported_speech(parse):
    found = analysis(parse, "The Norwegian foreign minister said Sweden's decision was unacceptable.").events
    assert sides(the(found, "ACCUSE")) == (["NOR"], ["SWE"])


def test_what_a_commentator_thinks_must_be_done_is_no_demand(parse):
    found = analysis(parse, "A Norwegian professor said Sweden must return the ships.").events
    assert [e.event for e in found if e.event == ["REQUEST"]] == []


def test_a_demand_on_ones_own_side_is_none(parse):
    found = analysis(parse, "The Norwegian prime minister said Norway must do more.").events
    assert found == []


def test_all_sides_are_those_the_sentence_names(parse):
    text = "The Norwegian prime minister said the agreement between Sudan and Egypt must be implemented by all sides."
    (demand,) = [e for e in analysis(parse, text).events if e.event == ["REQUEST"]]
    assert sorted(e.code for e in demand.recipient) == ["EGY", "SDN"]


def test_a_meeting_at_ones_seat_is_a_visit(parse):
    found = analysis(parse, "The Norwegian prime minister met with the Swedish president in Stockholm.").events
    meeting = the(found, "CONSULT")
    assert meeting.mode == ["visit"]
    assert sides(meeting) == (["NOR"], ["SWE"])


def test_an_act_told_before_names_the_blamed(parse):
    text = "Sweden carried out a missile test on Monday.\nNorway denounced the test."
    assert sides(the(analysis(parse, text).events, "ACCUSE")) == (["NOR"], ["SWE"])


def test_a_promised_visit_is_agree_and_dated_to_the_promise(parse):
    found = analysis(parse, "The Norwegian president said on Monday he will visit Sweden in August.").events
    promise = the(found, "AGREE")
    assert sides(promise) == (["NOR"], ["SWE"])
    assert promise.date == "2021-06-14"


def test_an_announced_withdrawal_is_concede(parse):
    found = analysis(parse, "Norway said it will withdraw its troops from Sudan.").events
    assert [e.event for e in found] == [["CONCEDE"]]


def test_what_will_not_be_is_refused(parse):
    found = analysis(parse, "The Norwegian president said he will not meet the Swedish president.").events
    refusal = the(found, "REJECT")
    assert sides(refusal) == (["NOR"], ["SWE"])
    assert refusal.mode == ["meet"]


def test_a_plan_keeps_its_due_day(parse):
    found = analysis(parse, "The Norwegian president said Norway plans to withdraw its troops on July 4.").statements
    (plan,) = [s for s in found if s.kind in {"plan", "promise"}]
    assert plan.due is not None
    assert (plan.due.start, plan.due.end) == ("2021-07-04", "2021-07-04")


def test_a_claim_that_is_rejected_is_contested(parse):
    text = "Sweden maintains that the ships were in Swedish waters.\nBut that claim was rejected by Norway."
    claim = analysis(parse, text).statements[0]
    assert claim.kind == "claim"
    assert claim.contested_by == "Norway"


def test_a_dateline_is_part_of_the_shown_sentence_and_no_place(parse):
    text = "OSLO (NTB) -- Norway condemned Sweden."
    (event,) = analysis(parse, text).events
    assert event.text_info.start == 0
    assert event.event_loc is None


def test_condolences_do_not_vouch_for_the_deed(parse):
    text = "The Norwegian president offered condolences to people whom Swedish rebels attacked in Oslo."
    assert the(analysis(parse, text).events, "ASSAULT").said_by == []


def test_told_and_claimed_clauses_are_told(parse):
    found = analysis(parse, "The Norwegian police chief told reporters that Swedish rebels attacked a village.").events
    assault = the(found, "ASSAULT")
    assert sides(assault)[0] == ["SWE"]
    assert [e.code for e in assault.said_by] == ["NOR"]


def test_a_noun_points_back_at_an_act_of_its_kind(parse):
    text = "Sweden fired a missile over Finland on Monday.\nNorway condemned the launch."
    assert sides(the(analysis(parse, text).events, "ACCUSE")) == (["NOR"], ["SWE"])


def test_who_denies_answers_his_accuser(parse):
    text = "Norway accused Sweden of arming the rebels.\nSweden denied that it had armed the rebels."
    denial = the(analysis(parse, text).events, "REJECT")
    assert sides(denial) == (["SWE"], ["NOR"])
    assert denial.mode == []


def test_a_noun_and_its_verb_are_one_act(parse):
    found = analysis(parse, "Norwegian airstrikes killed dozens of Swedish soldiers.").events
    assert [e.event for e in found] == [["ASSAULT"]]


def test_an_undated_trait_is_no_event(parse):
    found = analysis(parse, "The Norwegian president, who backs the treaty, met the Swedish premier in Oslo.").events
    assert [e.event for e in found] == [["CONSULT"]]


def test_crowds_are_of_the_place(parse):
    found = analysis(parse, "Thousands of people rallied against the government in Oslo on Monday.").events
    assert sides(the(found, "PROTEST"))[0] == ["NOR"]
