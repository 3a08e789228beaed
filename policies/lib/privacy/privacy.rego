# METADATA
# description: |
#   Which projects are to be private. It is apart from what an endpoint is, which the many
#   rules about indexes need not know.
package policies.lib.privacy

import data.policies.lib.known

# METADATA
# description: True where a project is reached through private endpoints alone, or has to have them.
# scope: document
demanded(project) if known.value(project, "/private_endpoints/required") == true

demanded(project) if known.value(project, "/private_endpoints/public_access") == "disabled"
