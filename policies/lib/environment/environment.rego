# METADATA
# description: |
#   What a tag says about the environment of a resource. Teams spell tags in many ways;
#   these words mean the four environments that pinelint knows. Package assemble has the same.
package policies.lib.environment

import data.policies.lib.known

# METADATA
# description: |
#   The environments that a resource's tags name, with the pointer of each tag. Empty where
#   no tag names one, or none with a word that is known.
tagged(resource) := {$"/tags/{key}": environment |
	some key, text in _texts(resource)
	environment := _of(text)
}

# METADATA
# description: The texts of tags that name an environment by no word that is known, by their pointers.
strange(resource) := {$"/tags/{key}": text |
	some key, text in _texts(resource)
	not _of(text)
}

# METADATA
# description: The pointers at which a tag names an environment, or may, that nobody could tell.
untold(resource) := {$"/tags/{key}" |
	some key in known.keys(resource, "/tags")
	_names_environment(key)
	not known.value(resource, "/tags")[key]
} if {
	known.keys(resource, "/tags")
	not "/tags" in object.keys(object.get(resource, "unread", {}))
} else := {"/tags"}

_texts(resource) := {key: text |
	some key, text in known.value(resource, "/tags")
	_names_environment(key)
}

_names_environment(key) if lower(key) in {"environment", "env", "stage"}

# Where several words mean different environments, and one is production, nobody can tell.
_of(text) := [meant | some meant in _meanings(text, object.union(words, _terms))][0] if {
	not _torn({meant | some meant in _meanings(text, object.union(words, _terms))})
}

_torn(meant) if {
	"production" in meant
	count(meant) > 1
}

_meanings(text, meaning) := [meant |
	some word in _words(text)
	meant := _meaning(word, meaning)
]

_meaning(word, meaning) := [meant |
	some form in [word, trim_right(word, "0123456789")]
	meant := meaning[form]
][0]

_words(text) := regex.find_n(`[a-z0-9]+`, plain, -1) if {
	plain := regex.replace(
		replace(lower(text), "_", "-"),
		`\b(?:non|not|no|pre)[^a-z0-9]*(?:production|prod|prd|live)[0-9]*\b`, "nonprod",
	)
}

# METADATA
# description: The environments that the words of a name say, as in PINECONE_API_KEY_PROD.
named(name) := {meant | some meant in _meanings(name, words)}

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
	"nonprod": "staging",
	"uat": "staging",
	"development": "development",
	"develop": "development",
	"dev": "development",
	"sandbox": "development",
	"sbx": "development",
	"local": "development",
	"test": "test",
	"testing": "test",
	"tst": "test",
	"qa": "test",
	"sit": "test",
	"loadtest": "test",
	"perftest": "test",
	"ci": "test",
}

# What means an environment where one is asked for, and in a name may mean something else.
_terms := {
	"acceptance": "staging",
	"acc": "staging",
	"preview": "staging",
	"demo": "development",
	"lab": "development",
	"playground": "development",
	"poc": "development",
	"training": "development",
	"e2e": "test",
	"int": "test",
	"integration": "test",
	"load": "test",
	"perf": "test",
	"performance": "test",
}
