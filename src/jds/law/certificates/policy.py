"""The rules on certificates as they hold on one day, prepared once and asked many times."""

from msgspec import Struct

from jds.domain.blocks import SourceValue
from jds.domain.time import LegalDay
from jds.law.certificates.certainty import Certainty
from jds.law.certificates.offence_sorts import Sort
from jds.law.certificates.question import CertificateQuestion, UnknownFunction
from jds.law.certificates.rules import CertificateLaw
from jds.law.certificates.values import FunctionTerm, FunctionTerms, Profile, SortOfOffence
from jds.law.dismissal import GroundsForDismissal
from jds.law.offences.lists import NamedLists
from jds.law.offences.offence_class import OffenceClass
from jds.law.reasons import Reason, because
from jds.law.rule_file import Rule

ORDINARY_FUNCTION = "standaard"

_SORTS_KEPT = 50_000


class Sorts(Struct, frozen=True):
    """Of which sorts an offence is.

    Attributes:
        sexual: Without a term (VOG-2).
        fraud: By the day of its decision, however late (VOG-10).
        takes_short_term: Takes the shorter term from a young applicant (VOG-5).
    """

    sexual: Certainty
    fraud: Certainty
    takes_short_term: Certainty


class Policy:
    """Every value that holds on `on`, the lists among them ready to be asked."""

    def __init__(
        self,
        law: CertificateLaw,
        *,
        lists: NamedLists,
        grounds: GroundsForDismissal,
        on: LegalDay,
    ) -> None:
        self.on = on
        self.law = law
        self.grounds = grounds
        self.acquittal = law.acquittal.on(on).value
        self.disposals = law.disposals.on(on).value
        self.look_back = law.look_back.on(on).value
        self.young = law.young.on(on).value
        self.custody = law.custody.on(on).value
        self.hit_inside = law.hit_inside.on(on).value
        self.special_refusal = law.special_refusal.on(on).value
        self.day_that_counts = law.day_that_counts.on(on).value
        self.old_fact = law.old_fact.on(on).value
        self.open_case = law.open_case.on(on).value
        self.minority = law.minority.on(on).value
        self.sexual_frame = law.sexual_frame.on(on).value
        self.red_thread = law.red_thread.on(on).value
        self.police_data = law.police_data.on(on).value

        def sort(written: SortOfOffence) -> Sort:
            return Sort(written, lists=lists, on=on)

        self.sexual = sort(law.unlimited.on(on).value)
        self.fraud = sort(law.fraud.on(on).value)
        self.lost_by = tuple(map(sort, self.young.lost_by))
        self.against_children = sort(self.special_refusal.against_children)
        terrorism = self.special_refusal.terrorism
        self.terrorism = None if terrorism is None else sort(terrorism)

        self._sorts: dict[object, tuple[OffenceClass, Sorts]] = {}
        self._functions: dict[str, tuple[Rule[FunctionTerms], FunctionTerm]] = {
            function.code: (rule, function)
            for rule in (law.taxi, law.functions)
            for function in rule.on(on).value.functions
        }
        self._profiles = {each.code: each for each in law.profiles.on(on).value.profiles}

    def sorts(
        self, offence: OffenceClass, *, first: LegalDay | None, last: LegalDay | None
    ) -> Sorts:
        """Return of which sorts an offence committed between `first` and `last` is."""
        # The catalogue hands out one object for each class, so its identity names it; the object
        # is kept with the answer, so that no other can take its place.
        asked = (id(offence), first, last)
        known = self._sorts.get(asked)
        if known is None:
            if len(self._sorts) > _SORTS_KEPT:
                self._sorts.clear()
            known = self._sorts[asked] = (offence, self._sorts_of(offence, first, last))
        return known[1]

    def _sorts_of(
        self, offence: OffenceClass, first: LegalDay | None, last: LegalDay | None
    ) -> Sorts:
        return Sorts(
            sexual=self.sexual.of_offence(offence, first=first, last=last),
            fraud=self.fraud.of_offence(offence, first=first, last=last),
            takes_short_term=max(
                (sort.of_offence(offence, first=first, last=last) for sort in self.lost_by),
                default=Certainty.NO,
            ),
        )

    def foreign_sorts(self, ecris: str | SourceValue | None) -> Sorts:
        """Return of which sorts a foreign offence with an ECRIS code is."""
        return Sorts(
            sexual=self.sexual.of_ecris(ecris),
            fraud=self.fraud.of_ecris(ecris),
            takes_short_term=max(
                (sort.of_ecris(ecris) for sort in self.lost_by), default=Certainty.NO
            ),
        )

    def profile(self, question: CertificateQuestion) -> Profile | None:
        """Return the screening profile asked for; None when none is, or it is not listed."""
        return None if question.profile is None else self._profiles.get(question.profile)

    def function(self, question: CertificateQuestion) -> tuple[Rule[FunctionTerms], FunctionTerm]:
        """Return the function asked for, or that of the profile, with the rule that lists it.

        Raises:
            UnknownFunction: No rule lists it.
        """
        profile = self.profile(question)
        code = question.function or (profile and profile.function) or ORDINARY_FUNCTION
        found = self._functions.get(code)
        if found is None:
            raise UnknownFunction(code, known=tuple(sorted(self._functions)))
        return found

    def is_with_children(self, question: CertificateQuestion) -> bool:
        """Tell whether the work is with children: as asked, or else as the profile says."""
        if question.with_children is not None:
            return question.with_children
        profile = self.profile(question)
        return profile is not None and bool(profile.with_children)

    def remarks(self, question: CertificateQuestion) -> tuple[Reason, ...]:
        """Return what has to be said of the profile and of the function."""
        _, function = self.function(question)
        remarks = []
        profile = self.profile(question)
        if question.profile is not None and profile is None:
            remarks.append(because(self.law.profiles, "not_listed", on=self.on))
        elif profile is not None and profile.function not in (None, function.code):
            remarks.append(
                because(
                    self.law.profiles,
                    "another_function",
                    on=self.on,
                    functie=function.code,
                    functie_van_profiel=profile.function,
                )
            )
        says = (
            "may_be_designated"
            if function.code in self.police_data.may_be_designated
            else "not_designated"
        )
        remarks.append(because(self.law.police_data, says, on=self.on))
        return tuple(remarks)
