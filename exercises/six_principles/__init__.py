"""The six-principles exercise of Appendix 3: kinds of entry, state, rules and views."""
