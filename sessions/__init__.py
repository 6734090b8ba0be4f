"""Dosing sessions: the gate, the order, the drug, the flowsheet, adverse events and going home."""
