package main

deny contains message if {
	some name, instances in input.resource.pinecone_index
	some index in instances
	index.deletion_protection != "enabled"
	message := sprintf("index %s has no deletion protection", [name])
}
