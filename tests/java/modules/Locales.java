// SPDX-License-Identifier: Apache-2.0
import java.text.*;
import java.time.*;
import java.time.chrono.*;
import java.time.format.*;
import java.util.*;

/** Zones, calendars, currencies, numbers and dates in the languages of java.base and jdk.localedata. */
public class Locales {
    static final Instant MOMENT = Instant.ofEpochSecond(1_700_000_000L);

    public static void main(String[] arguments) {
        zones();
        for (Locale locale : List.of(Locale.ROOT, Locale.ENGLISH, Locale.US, Locale.UK, Locale.GERMANY, Locale.JAPAN,
                 new Locale("ar"), new Locale("th", "TH", "TH")))
            texts(locale);
        currencies();
        System.out.println(Locale.getAvailableLocales().length + " " + Locale.getISOCountries().length);
        System.out.println(JapaneseDate.of(2020, 1, 1) + " " + HijrahDate.from(LocalDate.of(2020, 1, 1)) + " "
            + ThaiBuddhistDate.of(2563, 1, 1) + " " + MinguoDate.of(109, 1, 1));
    }

    static void zones() {
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(name);
            System.out.println(name + " " + zone.getRules().getOffset(MOMENT) + " "
                + zone.getRules().nextTransition(MOMENT) + " " + zone.getRules().previousTransition(MOMENT));
        }
        for (String name : List.of("Europe/London", "America/New_York", "Asia/Tokyo"))
            System.out.println(ZoneId.of(name).getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " "
                + TimeZone.getTimeZone(name).getDisplayName(true, TimeZone.SHORT, Locale.ENGLISH));
    }

    static void texts(Locale locale) {
        System.out.println(locale + " "
            + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL).withLocale(locale).format(
                MOMENT.atZone(ZoneId.of("Europe/Berlin"))));
        System.out.println(NumberFormat.getCurrencyInstance(locale).format(1234567.891) + " "
            + NumberFormat.getPercentInstance(locale).format(0.256) + " "
            + NumberFormat.getCompactNumberInstance(locale, NumberFormat.Style.SHORT).format(123456));
        System.out.println(new SimpleDateFormat("EEEE d MMMM yyyy G a", locale).format(Date.from(MOMENT)) + " "
            + locale.getDisplayLanguage(locale) + " " + locale.getDisplayCountry(locale));
        System.out.println(Collator.getInstance(locale).compare("a", "B") + " "
            + Arrays.toString(new DateFormatSymbols(locale).getMonths()));
        System.out.println(
            String.format(locale, "%,d %,.3f %tA %<tB", 1234567, 1234.5678, new GregorianCalendar(2020, 1, 3)));
        BreakIterator words = BreakIterator.getWordInstance(locale);
        words.setText("Hi. There you are!");
        int count = 0;
        while (words.next() != BreakIterator.DONE)
            count++;
        System.out.println(count);
    }

    static void currencies() {
        TreeMap<String, Currency> all = new TreeMap<>();
        for (Currency currency : Currency.getAvailableCurrencies())
            all.put(currency.getCurrencyCode(), currency);
        for (Currency currency : all.values())
            System.out.println(currency + " " + currency.getSymbol(Locale.US) + " "
                + currency.getDefaultFractionDigits() + " " + currency.getDisplayName(Locale.ENGLISH));
    }
}
