// SPDX-License-Identifier: Apache-2.0
// What the JDK finds by names that it computes: locale data, charsets, digests, time zones.
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.*;

class Locales {
	public static void main(String[] arguments) throws Exception {
		System.out.println(String.format("%,d %.3f %s %tY", 1234567, 3.14159, List.of(1), new GregorianCalendar(2024, 1, 2)));
		System.out.println(String.format(Locale.ROOT, "%,d|%8.2e|%-5s|%x", 1234567, 12345.678, "a", 255));
		System.out.println(new DecimalFormat("#,##0.00").format(12345.678));
		System.out.println(NumberFormat.getPercentInstance(Locale.US).format(0.25));
		SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd EEE MMMM", Locale.ENGLISH);
		format.setTimeZone(TimeZone.getTimeZone("UTC"));
		System.out.println(format.format(new Date(0)));
		System.out.println(LocalDate.of(2024, 2, 29).plusYears(1) + " " + Duration.ofSeconds(3661));
		System.out.println(Instant.ofEpochSecond(1700000000L));
		System.out.println(DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH).format(LocalDateTime.of(2024, 3, 4, 5, 6)));
		System.out.println(ZonedDateTime.of(2024, 7, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")).toInstant());
		System.out.println(DateTimeFormatter.ISO_DATE.parse("2024-01-01"));
		for (String name : new String[] { "UTF-8", "UTF-16", "UTF-16LE", "ISO-8859-1", "US-ASCII", "windows-1252" })
			System.out.println(name + " " + Arrays.toString("hé€".getBytes(Charset.forName(name))));
		System.out.println(new String(new byte[] { 65, (byte) 0xc3, (byte) 0xa9 }, StandardCharsets.UTF_8).length());
		for (String name : new String[] { "MD5", "SHA-1", "SHA-256", "SHA-512", "SHA3-256" })
			System.out.println(name + " " + HexFormat.of().formatHex(MessageDigest.getInstance(name).digest("abc".getBytes())));
		System.out.println(new SecureRandom().nextInt() == new SecureRandom().nextInt());
		System.out.println(UUID.nameUUIDFromBytes("x".getBytes()));
		System.out.println("straße İ".toUpperCase(Locale.ROOT) + " " + "ÀB".toLowerCase());
		System.out.println("a1b22".replaceAll("[0-9]+", "#") + " " + "x,y;z".split("[,;]").length);
	}
}
