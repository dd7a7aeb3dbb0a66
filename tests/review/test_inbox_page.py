"""The inbox page says what is wrong with folder, disk and originals while something is wrong."""

FULL = "Ổ đĩa đã đầy, chưa ghi được vào sổ."
LOST = "Mất bản gốc của “công văn 7.pdf” (tệp số 7)."


def test_the_page_shows_alarm_and_mismatches_while_they_last(pages, clerk):
    """A clerk reads why nothing is stored and what does not fit; both go when they are over."""
    pages.app.state.alarm = lambda: FULL
    pages.app.state.mismatches = lambda: (LOST,)
    assert FULL in clerk.get("/inbox").text
    assert LOST in clerk.get("/inbox").text
    assert LOST in clerk.get("/inbox/slip").text

    pages.app.state.alarm = str
    pages.app.state.mismatches = tuple
    assert FULL not in clerk.get("/inbox").text
    assert LOST not in clerk.get("/inbox").text + clerk.get("/inbox/slip").text


def test_an_operator_counts_them(pages, admin):
    """The measures hold the alarm and the number of mismatches."""
    (account,) = [one for one in pages.desk.accounts.all() if one.name == "quantri"]
    token = pages.desk.accounts.issue_token(account.id, "test")
    pages.app.state.alarm = lambda: FULL
    pages.app.state.mismatches = lambda: (LOST, LOST)

    told = admin.get("/metrics", headers={"Authorization": f"Bearer {token}"}).text

    assert "congvan_storage_alarm 1.0" in told
    assert "congvan_mismatches 2.0" in told
