package main

deny contains message if {
	some resource in input.planned_values.root_module.resources
	resource.type == "pinecone_index"
	resource.values.deletion_protection != "enabled"
	message := sprintf("%s has no deletion protection", [resource.address])
}
