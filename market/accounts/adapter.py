"""allauth's door to our User: people are known by phone, codes leave as messages."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter


class PhoneAdapter(DefaultAccountAdapter):
    def send_verification_code_sms(self, user, phone, code, **kwargs):
        raise NotImplementedError

    def set_phone(self, user, phone, verified):
        raise NotImplementedError

    def get_phone(self, user):
        raise NotImplementedError

    def set_phone_verified(self, user, phone):
        raise NotImplementedError

    def get_user_by_phone(self, phone):
        raise NotImplementedError
