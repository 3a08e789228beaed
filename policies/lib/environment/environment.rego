# METADATA
# description: |
#   What a tag says about the environment of a resource. Teams spell tags in many ways;
#   these words mean the four environments that pinelint knows.
package policies.lib.environment

import data.policies.lib.known

# METADATA
# description: |
#   The environments that a resource's tags name, with the pointer of each tag. Empty where
#   no tag names one, or none with a word that is known.
tagged(resource) := {$"/tags/{key}": environment |
	some key, word in known.value(resource, "/tags")
	lower(key) in {"environment", "env", "stage"}
	environment := words[lower(word)]
}

# METADATA
# description: The environments that the words of a name say, as in PINECONE_API_KEY_PROD.
named(name) := {environment |
	some word in regex.find_n(`[a-z0-9]+`, lower(name), -1)
	environment := words[word]
}

# METADATA
# description: The words for an environment, each with the one that it means.
words := {
	"production": "production",
	"prod": "production",
	"prd": "production",
	"live": "production",
	"staging": "staging",
	"stage": "staging",
	"stg": "staging",
	"preprod": "staging",
	"pre-production": "staging",
	"development": "development",
	"dev": "development",
	"sandbox": "development",
	"local": "development",
	"test": "test",
	"testing": "test",
	"qa": "test",
	"ci": "test",
}
