package ask

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// reaches answers whether an outsider reaches a key in one of the ways that are his to
// choose, be it what he calls by or what else he says in his request. Where none of them surely
// lets him in, what is not known of others stays so.
func (a *asker) reaches(key *snapshot.Resource, q question, policies access.Policies) snapshot.Answer {
	answer := a.answer(q, policies)
	if answer.Effect != "unknown" || q.kind == snapshot.KindService {
		return answer
	}
	for _, via := range a.ways(key, q.request.Action) {
		q.request.Context["kms:ViaService"] = via
		if chosen := a.answer(q, policies); chosen.Effect == "allowed" {
			return chosen
		}
		if via != nil { // then the service has the rest of the request
			continue
		}
		if chosen, ok := a.chosen(q, a.documents[key.ID+" "+policyOf(key)], policies); ok {
			return chosen
		}
	}
	return answer
}

// ways are the services through which anyone may have an action taken: none, by calling KMS
// himself, and S3, which encrypts and decrypts its callers' objects with keys of any account in
// its region (S3 User Guide, "Using server-side encryption with AWS KMS keys").
func (a *asker) ways(key *snapshot.Resource, action string) [][]string {
	all := [][]string{nil}
	if region := a.regionOf(key); region != "" && (action == "kms:Decrypt" || action == "kms:GenerateDataKey") {
		all = append(all, []string{"s3." + region + ".amazonaws.com"})
	}
	return all
}

// regionOf is the region of a key, empty where it is not known.
func (a *asker) regionOf(key *snapshot.Resource) string {
	a.rests(key, "/region")
	if region := snapshot.Text(key.Values, "region"); region != "" || a.names.made[key.ID] {
		return region
	}
	return regionIn(a.names.arns[key.ID])
}

// regionIn is the region in an ARN, empty where there is none.
func regionIn(arn string) string {
	if fields := strings.SplitN(arn, ":", 6); len(fields) == 6 {
		return fields[3]
	}
	return ""
}
