"""What differs between the platforms, in one place.

Each rule says how it is known. Where the facts are open, the emulator still has to answer
something; those rules are its own choice and say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

DENIAL = "This endpoint requires a sipgate Classic PBX Account"


@dataclass(frozen=True, slots=True)
class Rules:
    """How one platform behaves."""

    profile: str
    feature_scope: str  # documented
    has_groups: (
        bool  # groups, group faxlines and phonelines; elsewhere refused with DENIAL (observed)
    )
    has_channels: bool  # documented for Neo; on Classic nothing is known, we answer 404
    calls_in_history: bool  # documented
    voicemails_in_history: bool  # observed on one account
    devices_by_type: bool  # the parameter `type` of the device list (documented for Neo)
    app_devices: bool
    empty_dtmf: int  # documented
    mute: int  # 501 on Neo is read out of a client's code
    announcements: int  # not planned on Neo; which status is unknown, we take that of mute
    https_only: bool  # documented
    announcement_required: bool  # specified in 2022; on Neo the announcement is always played
    starts_calls: bool  # POST /calls; on Classic nothing is known, we answer 404
    device_connections: int  # history by connectionIds of a device: 403 was observed on Neo


CLASSIC = Rules(
    profile="classic",
    feature_scope="CLASSIC_PBX",
    has_groups=True,
    has_channels=False,
    calls_in_history=True,
    voicemails_in_history=True,
    devices_by_type=False,
    app_devices=False,
    empty_dtmf=400,
    mute=204,
    announcements=204,
    https_only=False,
    announcement_required=True,
    starts_calls=False,
    device_connections=200,
)
NEO = Rules(
    profile="neo",
    feature_scope="NEO_PBX",
    has_groups=False,
    has_channels=True,
    calls_in_history=False,
    voicemails_in_history=False,
    devices_by_type=True,
    app_devices=True,
    empty_dtmf=204,
    mute=501,
    announcements=501,
    https_only=True,
    announcement_required=False,
    starts_calls=True,
    device_connections=403,
)
# Calls are "additionally" written to the event list of a migrated account (documented).
MIGRATED = replace(NEO, profile="migrated", calls_in_history=True, voicemails_in_history=True)

RULES = {each.profile: each for each in (CLASSIC, NEO, MIGRATED)}
