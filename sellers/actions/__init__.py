"""What happens with sellers and their goods; each a verb, keyword-only, one transaction."""

from sellers.actions.about import describe_product as describe_product
from sellers.actions.goods import approve_product as approve_product
from sellers.actions.goods import edit_product as edit_product
from sellers.actions.goods import list_product as list_product
from sellers.actions.goods import reject_product as reject_product
from sellers.actions.goods import set_stock as set_stock
from sellers.actions.permits import PermitExists as PermitExists
from sellers.actions.permits import refuse_permit as refuse_permit
from sellers.actions.permits import see_permit as see_permit
from sellers.actions.permits import send_permit as send_permit
from sellers.actions.permits import take_back_permit as take_back_permit
from sellers.actions.pictures import FirstPicture as FirstPicture
from sellers.actions.pictures import TooManyPictures as TooManyPictures
from sellers.actions.pictures import add_picture as add_picture
from sellers.actions.pictures import remove_picture as remove_picture
from sellers.actions.review import ChangedMeanwhile as ChangedMeanwhile
from sellers.actions.review import NotWaiting as NotWaiting
from sellers.actions.shops import AlreadySells as AlreadySells
from sellers.actions.shops import apply_to_sell as apply_to_sell
from sellers.actions.shops import approve_seller as approve_seller
from sellers.actions.shops import reject_seller as reject_seller
from sellers.actions.sizes import SizeExists as SizeExists
from sellers.actions.sizes import add_size as add_size
from sellers.actions.sizes import edit_size as edit_size
