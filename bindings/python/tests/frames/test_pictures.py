"""The pictures, drawn by the released matplotlib and kept in target/python/pictures, to be looked at."""

import copy
import json
import pathlib
import sys
import tempfile
import unittest
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))

import matplotlib  # noqa: E402

import betterwork  # noqa: E402
from betterwork import plot  # noqa: E402
from support import vector, write_examples  # noqa: E402

PICTURES = HERE.parents[4] / "target/python/pictures"
PNG = b"\x89PNG\r\n\x1a\n"


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # Text stays text, so that it can be read here.
        matplotlib.rcParams["svg.fonttype"] = "none"
        PICTURES.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.found = write_examples(pathlib.Path(folder.name))
        # The index of the earlier one was never given out, and reads as revoked.
        cls.earlier = betterwork.verify(pathlib.Path(folder.name, "earlier.sdjwt"), cls.found["trust"], at=cls.found["at"])
        cls.policy, cls.crosswalk = (pathlib.Path(folder.name, f"{name}.json").read_text("utf-8") for name in ("policy", "crosswalk"))

    def drawn(self, name, figure):
        """Saves a picture both ways, and returns its words."""
        figure.savefig(PICTURES / f"{name}.png", dpi=110)
        figure.savefig(PICTURES / f"{name}.svg")
        self.assertTrue((PICTURES / f"{name}.png").read_bytes().startswith(PNG))
        root = ElementTree.parse(PICTURES / f"{name}.svg").getroot()
        return " ".join(text.strip() for text in root.itertext() if text.strip())

    def test_a_profile_says_of_whom_and_as_of_when(self):
        report, earlier = self.found["report"], self.earlier
        said = self.drawn("profile", plot.profile([report, earlier]))
        with self.assertRaisesRegex(ValueError, "revoked"):
            plot.profile([self.found["earlier"]])
        for words in (report.facility.name, "cycle 2", "cycle 3", f"as of {report.verified_at:%Y-%m-%d}"):
            self.assertIn(words, said)
        self.assertLess(said.index("cycle 2"), said.index("cycle 3"))

    def test_what_is_withheld_is_drawn_as_withheld(self):
        report = self.found["report"]
        view = betterwork.verify(betterwork.redact(report.token, "public"), self.found["trust"], at=self.found["at"])
        said = self.drawn("profile-partial", plot.profile([view]))
        self.assertIn("hatched", said)
        self.assertRegex(said, r"\d+ to \d+ of \d+")

    def test_rates_name_points_and_groups(self):
        counted = betterwork.rates([self.found["report"], self.earlier], by="cycle")
        said = self.drawn("rates", plot.rates(counted))
        self.assertIn("○", said)
        self.assertRegex(said, r"\(\d+ of \d+\)")

    def test_a_portfolio_counts_every_answer(self):
        report = self.found["report"]
        decided = {"V1": betterwork.decide(report, self.policy, self.crosswalk), "V2": betterwork.decide(None, self.policy, self.crosswalk, at=self.found["at"])}
        said = self.drawn("portfolio", plot.portfolio(decided))
        for words in ("0 of 2 audits avoided", "a follow-up of non-compliance", "a full audit", "no report"):
            self.assertIn(words, said)

    def test_text_of_a_report_is_no_mathematics(self):
        given = vector("issue")
        report = copy.deepcopy(given["report"])
        report["report"]["facility"]["name"] = "Synthetic $x^2$ & <b>"
        token = betterwork.issue(json.dumps(report), json.dumps(given["key"]))
        said = self.drawn("profile-odd-name", plot.profile([betterwork.verify(token, self.found["trust"], at=self.found["at"])]))
        self.assertIn("Synthetic $x^2$ & <b>", said)

    def test_what_cannot_be_drawn_is_said(self):
        other = copy.copy(self.found["said"])
        for draw, given, error in (
            (plot.profile, [], ValueError),
            (plot.profile, ["report.sdjwt"], TypeError),
            (plot.profile, [other], TypeError),
            (plot.portfolio, [], ValueError),
            (plot.portfolio, [self.found["report"]], TypeError),
        ):
            with self.subTest(draw=draw.__name__, given=given), self.assertRaises(error):
                draw(given)
        with self.assertRaisesRegex(ValueError, "nothing to draw"):
            plot.rates(betterwork.rates([]))
