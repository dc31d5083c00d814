from django.urls import path

from onmaru.customers.desk import block, facts, merge, person

urlpatterns = [
    path("desk/customers/<int:number>/", person.CustomerScreen.as_view(), name="desk_customer"),
    path("desk/customers/<int:number>/timeline/", person.Timeline.as_view(), name="desk_customer_timeline"),
    path("desk/customers/<int:number>/duplicates/", person.Duplicates.as_view(), name="desk_customer_duplicates"),
    path("desk/customers/<int:number>/facts/", facts.Facts.as_view(), name="desk_customer_facts"),
    path("desk/customers/<int:number>/memo/", facts.Memo.as_view(), name="desk_customer_memo"),
    path("desk/customers/<int:number>/vip/", facts.Vip.as_view(), name="desk_customer_vip"),
    path("desk/customers/<int:number>/block/", block.Block.as_view(), name="desk_customer_block"),
    path("desk/customers/<int:number>/merge/", merge.Merge.as_view(), name="desk_customer_merge"),
    path("desk/customer-merges/<int:number>/undoing/", merge.Unmerge.as_view(), name="desk_customer_unmerge"),
]
