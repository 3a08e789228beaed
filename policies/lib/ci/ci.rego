# METADATA
# description: Which keys the jobs of continuous integration have, and what they start.
package policies.lib.ci

import data.policies.lib.environment
import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: True where a job starts Pinecone Local.
starts_local(job) if {
	some image in known.value(job, "/images")
	parts := split(image, "/")
	parts[count(parts) - 1] in data.facts.ci.local.images
}

# METADATA
# description: |
#   For each secret of a job, by its position: whether it holds a key of a production
#   project, of another one, or of one that nobody names. The manifest says, else the name of
#   the secret, else that of the environment that the job runs in.
keys(job) := {index: {"secret": secret, "of": of, "projects": projects} |
	some index, secret in known.value(job, "/secrets")
	is_string(secret)
	projects := _holders(job, secret)
	of := _of(projects, secret, object.get(job.values, "environment", ""))
}

# METADATA
# description: The secrets of a job that hold a key of nobody knows which project.
unknown_keys(job) := {key.secret | some key in keys(job); key.of == "unknown"} | {"an expression" |
	null in known.value(job, "/secrets")
}

# METADATA
# description: True where a job is given every secret that there is.
has_every_secret(job) if known.value(job, "/every_secret") == true

# METADATA
# description: |
#   The secrets of the repository, and of the environment that a job runs in, that hold a key of
#   a production project, as the manifest says.
production_secrets(job) := {secret |
	some project in resource.linked(job, "projects")
	some name in known.value(project, "/ci_secrets")
	secret := _within(name, object.get(job.values, "environment", ""))
	some holder in _holders(job, secret)
	object.get(holder, "environment", "") in {"", "production"}
}

_within(name, _) := name if not contains(name, "/")

_within(name, place) := trim_prefix(name, $`{place}/`) if startswith(name, $`{place}/`)

# METADATA
# description: True where a job deploys, which is that its environment is called production.
deploys(job) if "production" in environment.named(known.value(job, "/environment"))

# METADATA
# description: True where nobody can tell the name of a job's environment.
may_deploy(job) if known.unknown(job, "/environment")

# The projects that say so of the secret of this environment, or else of all that are named so.
_holders(job, secret) := own if {
	own := _saying(job, $`{known.value(job, "/environment")}/{secret}`)
	count(own) > 0
} else := _saying(job, secret)

_saying(job, name) := [project |
	some project in resource.linked(job, "projects")
	name in known.value(project, "/ci_secrets")
]

_of(projects, _, _) := "production" if {
	some project in projects
	object.get(project, "environment", "") in {"", "production"}
} else := "other" if {
	count(projects) > 0
}

_of([], secret, place) := _word(array.concat(
	[said | said := environment.named(secret); count(said) > 0],
	[said | said := environment.named(place); count(said) > 0],
))

_word(said) := "production" if {
	said[0] == {"production"}
} else := "other" if {
	count(said) > 0
	not "production" in said[0]
} else := "unknown"
