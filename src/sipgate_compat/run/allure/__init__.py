"""Allure results of a run, where they are asked for."""
