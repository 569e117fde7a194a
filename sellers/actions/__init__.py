"""What happens with sellers and their goods; each a verb, keyword-only, one transaction."""

from sellers.actions.goods import approve_product as approve_product
from sellers.actions.goods import edit_product as edit_product
from sellers.actions.goods import list_product as list_product
from sellers.actions.goods import reject_product as reject_product
from sellers.actions.goods import set_stock as set_stock
from sellers.actions.review import ChangedMeanwhile as ChangedMeanwhile
from sellers.actions.review import NotWaiting as NotWaiting
from sellers.actions.shops import AlreadySells as AlreadySells
from sellers.actions.shops import apply_to_sell as apply_to_sell
from sellers.actions.shops import approve_seller as approve_seller
from sellers.actions.shops import reject_seller as reject_seller
from sellers.actions.sizes import SizeExists as SizeExists
from sellers.actions.sizes import add_size as add_size
from sellers.actions.sizes import edit_size as edit_size
