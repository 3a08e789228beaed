# METADATA
# description: |
#   What client code does with Pinecone. Tests and examples do not run in production, so no
#   rule judges them; a script runs while somebody watches, so only some do.
package policies.lib.code

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.version

# METADATA
# description: The calls of production code that read or write records.
calls := [call |
	some call in input.resources.pinecone_call
	known.value(call, "/role") == "source"
	known.value(call, "/operation") != "control"
]

# METADATA
# description: The calls that the code around them tries again.
retried := [call | some call in calls; known.value(call, "/retries/present") == true]

# METADATA
# description: The workloads whose retries the manifest declares.
workloads := [workload |
	some workload in input.resources.pinecone_workload
	known.value(workload, "/retries")
]

# METADATA
# description: |
#   Those of them that do retry. One that makes a single attempt has no way of retrying to be
#   judged, and errorhandling/no-retry tells of it.
retrying := [workload | some workload in workloads; not _once(workload); not _perhaps_once(workload)]

# METADATA
# description: That nobody can tell whether a workload retries, for each of which that is so.
doubts contains result.undecided(workload, pointer, message) if {
	some workload in input.resources.pinecone_workload
	some pointer in ["/retries", "/retries/max_attempts"]
	workload.unknown[pointer]
	message := $`whether workload "{workload.name}" retries is not known`
}

_perhaps_once(workload) if known.hidden(workload, "/retries/max_attempts")

_once(workload) if known.value(workload, "/retries/max_attempts") == 1

# METADATA
# description: |
#   True where the manifest declares a workload's retries otherwise. What it does not say of them,
#   nobody knows.
lacks(workload, pointer, wanted) if {
	known.declared(workload)
	known.value(workload, pointer) != wanted
}

# METADATA
# description: What a resource is called in a message.
title(call) := $`"{known.value(call, "/method")}" in "{known.value(call, "/function")}"` if {
	known.value(call, "/function")
} else := $`"{known.value(call, "/method")}" in "{known.value(call, "/file")}"`

# METADATA
# description: Why nothing tells whether a call is tried again.
untold(call) := call.unknown["/retries/present"].reason

# METADATA
# description: |
#   What the SDK of a call, or the library around it, repeats by itself, as the dated facts of its version have it:
#   nothing is {"repeats": false}. Undefined where that cannot be told.
sdk(call) := {"repeats": true, "rate_limits": true} if {
	known.value(call, "/wrapper_repeats") == true
} else := {"repeats": false} if {
	known.value(call, "/retries/sdk_retries") == 0
} else := {"repeats": true, "rate_limits": _rates(call)} if {
	known.value(call, "/retries/sdk_retries") > 0
	_heeds(call)
} else := {"repeats": true, "rate_limits": found.rate_limits} if {
	not known.unknown(call, "/retries/sdk_retries")
	found := _matching(call)[0]
	_itself(call, found.rate_limits)
} else := {"repeats": false} if {
	known.value(call, "/sdk_pinned") == true
	known.value(call, "/sdk_version")
	data.facts.sdks[call.values.language].retries
	_bare(call)
	count(_matching(call)) == 0
	not known.unknown(call, "/transport")
	not call.values.transport == "grpc"
} else := {"repeats": false} if {
	data.facts.sdks[call.values.language].grpc_retries == false
	not known.unknown(call, "/retries/sdk_retries")
	_bare(call)
	call.values.transport == "grpc"
} else := {"repeats": false} if {
	data.facts.sdks[call.values.language].retries == []
	_bare(call)
}

# A library around an SDK may repeat what the SDK does not.
_itself(call, _) if _bare(call)

_itself(_, true)

# what the client is told about retries may be for some operations alone, by version
_heeds(call) if count(_matching(call)) > 0

_heeds(call) if {
	every repeats in data.facts.sdks[call.values.language].retries {
		call.values.operation in object.get(repeats, "operations", [call.values.operation])
	}
}

_bare(call) if not call.values.wrapper

_bare(call) if known.value(call, "/wrapper_repeats") == false

_matching(call) := [repeats |
	some repeats in data.facts.sdks[call.values.language].retries
	version.at_least(known.value(call, "/sdk_version"), repeats.since)
	call.values.operation in object.get(repeats, "operations", [call.values.operation])
	object.get(call.values, "transport", "rest") in object.get(repeats, "transports", ["rest", "grpc", "async"])
]

_rates(call) := _matching(call)[0].rate_limits if count(_matching(call)) > 0

else := null

# METADATA
# description: The clients, handles and stores that production code makes.
clients := [client | some client in input.resources.pinecone_client; known.value(client, "/role") == "source"]

# METADATA
# description: The same, and those of scripts.
deployed := [client |
	some client in input.resources.pinecone_client
	known.value(client, "/role") in {"source", "script"}
]

# METADATA
# description: The calls of production code and of scripts.
counted := [call |
	some call in input.resources.pinecone_call
	known.value(call, "/role") in {"source", "script"}
	known.value(call, "/operation") != "control"
]

# METADATA
# description: The upserts of production code and of scripts.
upserts := [call | some call in counted; known.value(call, "/operation") == "upsert"]

# METADATA
# description: The upserts that send more than one record at a time.
bulk := [call | some call in upserts; known.value(call, "/single_record") == false]

# METADATA
# description: Where a client is made, in a message.
place(client) := $`"{known.value(client, "/function")}" in "{client.values.file}"` if {
	known.value(client, "/function")
} else := $`"{known.value(client, "/file")}"`
