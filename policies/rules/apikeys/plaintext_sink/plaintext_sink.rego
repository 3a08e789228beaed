# METADATA
# title: Key value in a place that keeps no secrets
# description: |
#   The value of the credential flows, by references or under a name such as PINECONE_API_KEY, into
#   something that shows it to everybody who may look at the resource, and into the state: the
#   environment of a function or a container, user data, a plain parameter, a ConfigMap, an output,
#   the manifest of a workload, a container image. Whoever reads it there has the key, also where a variable is
#   sensitive or a secret store had it before.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [credential_sink]
#   needs: [/argument]
#   reads: [/certain]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.5.17, A.8.12]
#     nist-800-53: [IA-5(7)]
#     pci-dss: [8.3.2]
#     hipaa: [164.308(a)(5)(ii)(D)]
#   section: "Create a CMEK-enabled project: copy and save the API key"
#   url: https://docs.pinecone.io/guides/production/configure-cmek#3-create-a-cmek-enabled-project
#   remediation:
#     terraform: >-
#       Write the value to a secret store, such as `aws_secretsmanager_secret_version`, and let the workload read it
#       from there at run time, by the name or ARN of the secret. In ECS, name the ARN by `valueFrom` in `secrets`. In
#       Kubernetes, keep it in a Secret that an operator makes of a secret store, and name it by `secretKeyRef`.
#     cloudformation: >-
#       Give the function the name or ARN of an `AWS::SecretsManager::Secret`, and let it read the key from there at
#       run time: what `{{resolve:…}}` or a `NoEcho` parameter has is put into the environment as plain text. In ECS,
#       name the ARN by `ValueFrom` in `Secrets`.
#     kubernetes: >-
#       Keep the value in a Secret that an operator makes of a secret store, such as the `ExternalSecret` of External
#       Secrets, and name it in the container by `valueFrom.secretKeyRef`. On Cloud Run, `secretKeyRef` names a secret
#       of Secret Manager.
#     docker: >-
#       Leave the key out of the image, and give it to the container when it starts. A command that needs it while the
#       image is built has it by `RUN --mount=type=secret,id=pinecone,env=PINECONE_API_KEY`, which no layer keeps. An
#       image that has the key already has it for good: revoke it.
#     workflow: >-
#       Put the key into a secret store once, and deploy with its name: `--set-secrets` of gcloud and `secrets` of
#       Google's actions, `secretref:` of az, `kubectl set env --from` a Secret, and for Lambda the ARN of a secret
#       that the function reads.
#   since: 0.1.0
package policies.rules.apikeys.plaintext_sink

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sink

deny contains result.at(place, "", message) if {
	some place in input.resources.credential_sink
	sink.shows(place)
	known.value(place, "/certain") == true
	message := $`{sink.flow(place)}, where it is no secret: {sink.remedy(place)}`
}

deny contains result.undecided(place, "/argument", message) if {
	some place in input.resources.credential_sink
	not sink.known_kind(place)
	message := $`whether {sink.flow(place)} in plain text cannot be told`
}

deny contains result.undecided(place, "/type", message) if {
	some place in input.resources.credential_sink
	sink.depends(place)
	message := $`{sink.flow(place)}, and what would keep it secret there is not known`
}

deny contains result.undecided(place, "/certain", message) if {
	some place in input.resources.credential_sink
	sink.shows(place)
	why := place.unknown["/certain"].reason
	message := $`whether {sink.flow(place)}, where it is no secret, cannot be told: {why}`
}
