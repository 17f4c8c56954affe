"""The folder of a shipped template is the one that declares the domain word, not one of the same name."""

from fazhi.kernel.documents import folder_of


def test_folder_of_a_word_declared_beside_others():
    assert folder_of("visit").name == folder_of("whitelist").name == "inspections"
    assert folder_of("penalty").name == "leniency"
