// SPDX-License-Identifier: Apache-2.0
import java.text.Collator;
import java.text.NumberFormat;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.Currency;
import java.util.Locale;

/* Data of the languages that the program names, by a field of Locale or by constants; of others there is none, as of "xx". */
class Languages {
    static final LocalDate DAY = LocalDate.of(2024, 5, 1);

    static void show(Locale locale) {
        System.out.println(locale + " " + String.format(locale, "%,.2f %tB", 12345.678, DAY) + " "
            + NumberFormat.getCurrencyInstance(locale).format(3.5) + " " + NumberFormat.getPercentInstance(locale).format(0.5) + " "
            + DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale).format(DAY) + " "
            + DayOfWeek.MONDAY.getDisplayName(TextStyle.SHORT, locale) + " " + WeekFields.of(locale).getFirstDayOfWeek() + " "
            + ZoneId.of("Europe/Paris").getDisplayName(TextStyle.FULL, locale) + " " + Currency.getInstance("USD").getDisplayName(locale) + " "
            + Locale.ITALY.getDisplayCountry(locale));
    }

    public static void main(String[] arguments) {
        show(Locale.GERMANY);
        show(Locale.UK);
        show(Locale.JAPAN);
        show(Locale.TRADITIONAL_CHINESE);
        show(Locale.forLanguageTag("pt-BR"));
        show(new Locale("es", "MX"));
        show(new Locale.Builder().setLanguage("de").setRegion("CH").build());
        show(Locale.forLanguageTag("sr-Latn-RS"));
        show(Locale.US);
        show(Locale.ROOT);
        show(new Locale("xx"));
        System.out.println(Collator.getInstance(Locale.CANADA_FRENCH).compare("cote", "côte") + " "
            + Collator.getInstance(new Locale("sv")).compare("ö", "z"));
    }
}
