package aws

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// readZones reads the zones that were asked for and, with discovery, those below
// pinecone.io that an account has.
func (c *collector) readZones(ctx context.Context) {
	if !c.options.Discover && len(c.options.Targets.Zones) == 0 {
		return
	}
	readings := make([][]*reading, len(c.accounts))
	c.each(len(c.accounts), func(i int) { readings[i] = c.readAccountZones(ctx, c.accounts[i]) })
	for _, some := range readings {
		c.keep(some)
	}
}

func (c *collector) zoneTypes() []string {
	parts := []string{"aws_route53_record"}
	if c.options.Discover {
		parts = append(parts, "aws_route53_zone", "aws_route53_zone_association")
	}
	return parts
}

func (c *collector) readAccountZones(ctx context.Context, account *account) []*reading {
	s := c.scope(account, "route53", "", c.zoneTypes())
	client := route53.NewFromConfig(account.in(account.home()))
	var all []*reading
	var ids []string
	if c.options.Discover {
		r := c.read(s, "account "+account.id)
		ids = r.pineconeZones(ctx, client)
		all = append(all, r)
	}
	asked := make([]string, len(c.options.Targets.Zones))
	for i, id := range c.options.Targets.Zones {
		asked[i] = zoneID(id)
	}
	for _, id := range unique(append(ids, asked...)) {
		r := c.read(s, "zone "+quote(id))
		if slices.Contains(asked, id) {
			r.target = target{"aws_route53_zone", id}
		}
		r.zone(ctx, client, id)
		all = append(all, r)
	}
	return all
}

// pineconeZones are the ids of the zones that have Pinecone's name.
func (r *reading) pineconeZones(ctx context.Context, client *route53.Client) []string {
	var ids []string
	why := pages("route53:ListHostedZones", func(marker *string) (*string, *fault) {
		out, why := ask(ctx, r, "route53:ListHostedZones", client.ListHostedZones,
			&route53.ListHostedZonesInput{Marker: marker})
		if why != nil || out.HostedZones == nil {
			return nil, r.empty(why, "route53:ListHostedZones")
		}
		for _, zone := range out.HostedZones {
			if snapshot.InDomain(host(zone.Name)) {
				ids = append(ids, zoneID(aws.ToString(zone.Id)))
			}
		}
		if !out.IsTruncated {
			return nil, nil
		}
		return out.NextMarker, nil
	})
	if why != nil {
		r.failed(why, "its hosted zones were")
	}
	return ids
}

func zoneID(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }

func (r *reading) zone(ctx context.Context, client *route53.Client, id string) {
	out, why := ask(ctx, r, "route53:GetHostedZone", client.GetHostedZone, &route53.GetHostedZoneInput{Id: &id})
	if why != nil || out.HostedZone == nil || out.HostedZone.Name == nil {
		r.unseen(r.empty(why, "route53:GetHostedZone"))
		return
	}
	r.outcome = found
	vpcs := make([]any, len(out.VPCs))
	for i, vpc := range out.VPCs {
		vpcs[i] = map[string]any{"vpc_id": text(vpc.VPCId), "vpc_region": word(vpc.VPCRegion)}
	}
	zone := r.observe("aws_route53_zone", "arn:"+r.scope.account.partition+":route53:::hostedzone/"+id, map[string]any{
		"zone_id": id, "name": host(out.HostedZone.Name), "vpc": vpcs,
	})
	if why := r.records(ctx, client, id); why != nil {
		r.lack(zone, why, "its records were", "records")
	}
}

// records reads a zone's records that have to do with Pinecone.
func (r *reading) records(ctx context.Context, client *route53.Client, id string) *fault {
	in := &route53.ListResourceRecordSetsInput{HostedZoneId: &id}
	return pages("route53:ListResourceRecordSets", func(*string) (*string, *fault) {
		out, why := ask(ctx, r, "route53:ListResourceRecordSets", client.ListResourceRecordSets, in)
		if why != nil || out.ResourceRecordSets == nil {
			return nil, r.empty(why, "route53:ListResourceRecordSets")
		}
		for _, record := range out.ResourceRecordSets {
			if concerns(record) {
				r.observe("aws_route53_record", recordAddress(id, record), recordValues(id, record))
			}
		}
		if !out.IsTruncated {
			return nil, nil
		}
		in.StartRecordName, in.StartRecordType, in.StartRecordIdentifier =
			out.NextRecordName, out.NextRecordType, out.NextRecordIdentifier
		next := strings.Join([]string{
			aws.ToString(out.NextRecordName), string(out.NextRecordType), aws.ToString(out.NextRecordIdentifier),
		}, " ")
		return &next, nil
	})
}

// concerns says whether a record has Pinecone's name, or leads to it or to an endpoint.
// What Route 53 itself puts into every zone does not.
func concerns(record types.ResourceRecordSet) bool {
	if record.Type == types.RRTypeNs || record.Type == types.RRTypeSoa {
		return false
	}
	names := []string{host(record.Name)}
	for _, value := range record.ResourceRecords {
		names = append(names, host(value.Value))
	}
	if record.AliasTarget != nil {
		names = append(names, host(record.AliasTarget.DNSName))
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return snapshot.InDomain(name) || strings.HasSuffix(name, ".vpce.amazonaws.com")
	})
}

func recordAddress(zone string, record types.ResourceRecordSet) string {
	address := zone + "/" + host(record.Name) + "/" + string(record.Type)
	if id := aws.ToString(record.SetIdentifier); id != "" {
		address += "/" + id
	}
	return address
}

func recordValues(zone string, record types.ResourceRecordSet) map[string]any {
	values := map[string]any{
		"zone_id": zone, "name": host(record.Name), "type": word(record.Type), "ttl": integer(record.TTL),
	}
	if len(record.ResourceRecords) > 0 {
		var records []any
		for _, value := range record.ResourceRecords {
			records = append(records, strings.TrimSuffix(aws.ToString(value.Value), "."))
		}
		values["records"] = records
	}
	if alias := record.AliasTarget; alias != nil {
		values["alias"] = []any{map[string]any{"name": host(alias.DNSName), "zone_id": text(alias.HostedZoneId)}}
	}
	return values
}

// host is a name as people write it: without the dot at its end, and with the characters
// that Route 53 writes as \ooo, such as the asterisk of a wildcard (Route 53 Developer
// Guide, "DNS domain name format").
func host(name *string) string {
	text := strings.ToLower(strings.TrimSuffix(aws.ToString(name), "."))
	var plain strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+3 < len(text) {
			if code, err := strconv.ParseUint(text[i+1:i+4], 8, 8); err == nil {
				plain.WriteByte(byte(code))
				i += 3
				continue
			}
		}
		plain.WriteByte(text[i])
	}
	return plain.String()
}
