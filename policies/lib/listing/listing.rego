# METADATA
# description: |
#   What was not listed. A thing that no service showed is not known to be absent where the
#   list of such things was refused.
package policies.lib.listing

import data.policies.lib.known
import data.policies.lib.result

# METADATA
# description: |
#   That no verdict on all things of an organization or a project can be reached, for each
#   whose list of them Pinecone was asked for and did not give.
gaps(kind, thing) := {result.undecided(owner, pointer, message) |
	some owner in input.resources[kind]
	pointer := $"/usage/{replace(thing, " ", "_")}_count"
	why := known.withheld(owner, pointer)
	message := $`not every {thing} of "{owner.name}" is known: {why}`
}
