# The report of the late-flights composition, computed by another program from the same files:
#     awk -f expected.awk data/airports.csv data/flights-20k.csv
# Needs an awk with FPAT (gawk), because some airport names are quoted.
BEGIN {
	FPAT = "([^,]*)|(\"[^\"]*\")"
}
FNR == 1 {
	file++
	next
}
file == 1 {
	gsub(/^"|"$/, "", $2)
	name[$1] = $2
	next
}
{
	flights[$4]++
	total++
	if ($2 > 15) {
		late[$4]++
		delay[$4] += $2
		total_late++
	}
}
END {
	printf "%-4s  %-42s %7s %6s %10s\n", "from", "airport", "flights", "late", "mean delay"
	for (origin in flights) {
		mean = late[origin] ? delay[origin] / late[origin] : 0
		key = sprintf("%09d %012.6f %s", 999999999 - late[origin], 99999 - mean, origin)
		row[key] = sprintf("%-4s  %-42s %7d %6d %10.1f", origin, origin in name ? name[origin] : "(unknown)", flights[origin], late[origin], mean)
	}
	count = asorti(row, order)
	for (i = 1; i <= count; i++)
		print row[order[i]]
	printf "%d of %d flights were more than 15 minutes late\n", total_late, total
}
