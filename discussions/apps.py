from django.apps import AppConfig


class DiscussionsConfig(AppConfig):
    """What is asked, said and agreed."""

    name = "discussions"

    def ready(self):
        from discussions import (  # noqa: F401
            api,
            audience,
            effort,
            events,
            finders,
            linked,
            notices,
            patients,
            permissions,
            personal,
            places,
            promises,
            reconciling,
            search,
            waiting,
        )
        from discussions.consensus import events as consensus_events  # noqa: F401
        from discussions.consensus import notices as consensus_notices  # noqa: F401
        from discussions.consensus import permissions as consensus_permissions  # noqa: F401
        from discussions.polls import events as poll_events  # noqa: F401
        from discussions.polls import notices as poll_notices  # noqa: F401
        from discussions.polls import permissions as poll_permissions  # noqa: F401
        from discussions.propositions import events as proposition_events  # noqa: F401
        from discussions.propositions import permissions as proposition_permissions  # noqa: F401
        from discussions.surveys import events as survey_events  # noqa: F401
        from discussions.surveys import notices as survey_notices  # noqa: F401
        from discussions.surveys import permissions as survey_permissions  # noqa: F401
        from discussions.surveys import personal as survey_personal  # noqa: F401
        from discussions.talks import events as talk_events  # noqa: F401
        from discussions.talks import panels as talk_panels  # noqa: F401
        from discussions.talks import permissions as talk_permissions  # noqa: F401
