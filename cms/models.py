"""All models of the stories' room, where Django looks for them; each is written in a module of its own."""

from __future__ import annotations

from cms.contributed.models import Contribution as Contribution
from cms.enquiries.models import Enquiry as Enquiry
from cms.pages.agencies import AgencyIndexPage as AgencyIndexPage
from cms.pages.agencies import AgencyPage as AgencyPage
from cms.pages.corrections import Correction as Correction
from cms.pages.destinations import DestinationIndexPage as DestinationIndexPage
from cms.pages.destinations import DestinationPage as DestinationPage
from cms.pages.events import EventIndexPage as EventIndexPage
from cms.pages.events import EventPage as EventPage
from cms.pages.forms import FormPage as FormPage
from cms.pages.forms import FormQuestion as FormQuestion
from cms.pages.home import Highlight as Highlight
from cms.pages.home import HomePage as HomePage
from cms.pages.info import InfoPage as InfoPage
from cms.pages.info import Operator as Operator
from cms.pages.makers import MakerIndexPage as MakerIndexPage
from cms.pages.makers import MakerPage as MakerPage
from cms.pages.routes import RouteIndexPage as RouteIndexPage
from cms.pages.routes import RoutePage as RoutePage
from cms.pages.routes import RouteStop as RouteStop
from cms.pages.stories import StoryIndexPage as StoryIndexPage
from cms.pages.stories import StoryPage as StoryPage
from cms.pages.stories import today as today
from cms.pages.villages import VillageIndexPage as VillageIndexPage
from cms.pages.villages import VillagePage as VillagePage
from cms.regencies.models import RegencySite as RegencySite
from cms.review.models import ReviewTask as ReviewTask
