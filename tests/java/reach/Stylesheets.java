// SPDX-License-Identifier: Apache-2.0
// modules: java.xml
// sought: sun/nio/cs/
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.transform.ErrorListener;
import javax.xml.transform.Templates;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;

/** XSLT compiles its stylesheets to classes, whose calls no bytecode shows to who packs. */
public class Stylesheets {
    private static final String TEXT = "<?xml version='1.0'?><!DOCTYPE r [<!ATTLIST i id ID #IMPLIED><!ENTITY u SYSTEM 'u.gif' NDATA gif><!NOTATION gif SYSTEM 'g'>]>"
            + "<r xmlns:n='urn:n'><i g='a' n='1' id='one'>axb</i><i g='b' n='7000'/><?pi data?><!-- c --><n:i g='b' n='2'>\u00fcy <s>t</s></n:i><i g='a' n='9'> abcx </i></r>";

    private static final Map<String, String> SHEETS = Map.of(
            "part", "<xsl:template match='s'>imported</xsl:template><xsl:template match='n:i'>never</xsl:template>",
            "included", "<xsl:template name='included'>included</xsl:template>");

    static StreamSource source(String text) {
        return new StreamSource(new StringReader(text));
    }

    static StreamSource sheet(String body) {
        return source("<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' xmlns:n='urn:n' xmlns:e='http://exslt.org/common'"
                + " xmlns:m='http://exslt.org/math' xmlns:set='http://exslt.org/sets' xmlns:str='http://exslt.org/strings' xmlns:d='http://exslt.org/dates-and-times'"
                + " exclude-result-prefixes='n e m set str d'>" + body + "</xsl:stylesheet>");
    }

    static void transform(String body) throws TransformerException {
        TransformerFactory factory = TransformerFactory.newInstance();
        factory.setURIResolver((href, base) -> SHEETS.containsKey(href) ? sheet(SHEETS.get(href)) : source("<other>" + href + "</other>"));
        factory.setErrorListener(new ErrorListener() {
            @Override
            public void warning(TransformerException e) {
                System.out.println("warning: " + e.getMessage());
            }

            @Override
            public void error(TransformerException e) {
                System.out.println("error: " + e.getMessage());
            }

            @Override
            public void fatalError(TransformerException e) {
                System.out.println("fatal: " + e.getMessage());
            }
        });
        try {
            Templates templates = factory.newTemplates(sheet(body));
            Transformer transformer = templates.newTransformer();
            transformer.setURIResolver(factory.getURIResolver());
            transformer.setParameter("p", "given");
            StringWriter text = new StringWriter();
            transformer.transform(source(TEXT), new StreamResult(text));
            System.out.println(text);
        } catch (TransformerConfigurationException e) {
            System.out.println(e.getMessage());
        } catch (TransformerException e) {
            System.out.println("fails: " + e.getMessage());
        }
    }

    public static void main(String[] arguments) throws Exception {
        transform("<xsl:output method='text'/><xsl:param name='p' select='1'/><xsl:param name='q' select='//i[1]'/><xsl:variable name='all' select='count(//i)'/>"
                + "<xsl:template match='/'><xsl:value-of select='concat($p, $q, $all)'/><xsl:call-template name='down'><xsl:with-param name='x' select='3'/>"
                + "</xsl:call-template></xsl:template><xsl:template name='down'><xsl:param name='x'/><xsl:if test='$x &gt; 0'><xsl:value-of select='$x'/>"
                + "<xsl:call-template name='down'><xsl:with-param name='x' select='$x - 1'/></xsl:call-template></xsl:if></xsl:template>");
        for (String sort : new String[] {"select='@n' data-type='number' order='descending'", "select='.' lang='de'", "select='@g' case-order='upper-first'"})
            transform("<xsl:output method='text'/><xsl:template match='/'><xsl:apply-templates select='//i'><xsl:sort " + sort + "/><xsl:sort select='@n'/>"
                    + "</xsl:apply-templates></xsl:template><xsl:template match='i'>[<xsl:value-of select='@n'/> <xsl:value-of select='position()'/>]</xsl:template>");
        transform("<xsl:output method='text'/><xsl:key name='k' match='i' use='@g'/><xsl:decimal-format name='d' decimal-separator=',' grouping-separator='.' NaN='none'/>"
                + "<xsl:template match='/'><xsl:for-each select=\"key('k', 'a')|id('one')\"><xsl:number value='position()' format='I'/>:<xsl:number level='any' format='a'/>:"
                + "<xsl:number level='multiple' count='r|i' format='1.1'/>:<xsl:number level='single'/>:<xsl:value-of select=\"format-number(@n div 3, '#.##0,00', 'd')\"/>;"
                + "</xsl:for-each><xsl:value-of select=\"format-number('x', '0', 'd')\"/></xsl:template>");
        transform("<xsl:template match='/'><o><xsl:value-of select=\"string-length(translate(normalize-space(' a  b '), 'b', 'cd'))\"/>|"
                + "<xsl:value-of select=\"substring-before('a-b', '-')\"/>|<xsl:value-of select=\"substring-after('a-b', '-')\"/>|<xsl:value-of select=\"substring('12345', 2, 3)\"/>|"
                + "<xsl:value-of select=\"starts-with('ab', 'a') and contains('abc', 'bc') or not(false())\"/>|<xsl:value-of select='floor(2.5) + ceiling(2.5) * round(2.5) mod 4 - sum(//@n)'/>|"
                + "<xsl:value-of select='name(//n:i)'/>|<xsl:value-of select='local-name(//n:i)'/>|<xsl:value-of select='namespace-uri(//n:i)'/>|<xsl:value-of select='number(//i[2]) = 1'/>|"
                + "<xsl:value-of select=\"boolean(//i[@n &lt; 5][last()])\"/>|<xsl:value-of select=\"lang('en')\"/>|<xsl:value-of select=\"generate-id(/) = generate-id(/..)\"/>|"
                + "<xsl:value-of select=\"system-property('xsl:version')\"/>|<xsl:value-of select=\"function-available('key')\"/>|<xsl:value-of select=\"element-available('xsl:sort')\"/>|"
                + "<xsl:value-of select=\"substring-after(unparsed-entity-uri('u'), '/u.')\"/>|<xsl:value-of select=\"document('there')/other\"/>|<xsl:value-of select='current()'/></o></xsl:template>");
        transform("<xsl:import href='part'/><xsl:include href='included'/><xsl:strip-space elements='*'/><xsl:preserve-space elements='s'/><xsl:output indent='yes' encoding='US-ASCII' cdata-section-elements='c'/>"
                + "<xsl:attribute-set name='set'><xsl:attribute name='x'>1</xsl:attribute></xsl:attribute-set><xsl:template match='@*|node()'><xsl:copy><xsl:apply-templates select='@*|node()'/></xsl:copy></xsl:template>"
                + "<xsl:template match='n:i' priority='2'><xsl:element name='{local-name()}-x' use-attribute-sets='set'><xsl:attribute name='y'><xsl:value-of select='@g'/></xsl:attribute><xsl:copy-of select='s'/>"
                + "<xsl:comment>made</xsl:comment><xsl:processing-instruction name='made'>too</xsl:processing-instruction></xsl:element><c>&lt;raw&gt;</c><xsl:call-template name='included'/></xsl:template>"
                + "<xsl:template match='i[@g=\"a\"]'><a n='{@n + 1}' xsl:use-attribute-sets='set'><xsl:apply-templates mode='m'/></a></xsl:template><xsl:template match='text()' mode='m'>(<xsl:value-of select='.'/>)</xsl:template>"
                + "<xsl:template match='processing-instruction(\"pi\")|comment()'><xsl:text disable-output-escaping='yes'>&lt;!-- --&gt;</xsl:text></xsl:template>");
        transform("<xsl:output method='html'/><xsl:template match='/'><html><head><title>t</title></head><body><br/><xsl:variable name='tree'><w>1</w><w>2</w></xsl:variable><xsl:value-of select='$tree'/>"
                + "<xsl:for-each select='e:node-set($tree)/w'>{<xsl:value-of select='.'/>}</xsl:for-each><xsl:for-each select='//i/ancestor::*|//i/following-sibling::*|//s/preceding::i|//i/self::i|//namespace::*'>"
                + "<xsl:choose><xsl:when test='@n &gt; 5'>big</xsl:when><xsl:when test='self::r'>root</xsl:when><xsl:otherwise>small</xsl:otherwise></xsl:choose></xsl:for-each></body></html></xsl:template>");
        transform("<xsl:output method='text'/><xsl:template match='/'><xsl:value-of select='m:max(//@n)'/>|<xsl:value-of select='m:sqrt(16)'/>|<xsl:value-of select='count(set:distinct(//@g))'/>|"
                + "<xsl:value-of select=\"str:padding(3, 'ab')\"/>|<xsl:for-each select=\"str:tokenize('a-b', '-')\"><xsl:value-of select='.'/>,</xsl:for-each>|"
                + "<xsl:value-of select=\"d:year('2018-05-06')\"/>|<xsl:value-of select=\"d:day-name('2018-05-06')\"/>|<xsl:value-of select='e:object-type(1)'/></xsl:template>");
        transform("<xsl:template match='/'><xsl:message>told</xsl:message><xsl:message terminate='yes'>ended</xsl:message></xsl:template>");
        for (String wrong : new String[] {"<xsl:template match='['/>", "<xsl:template match='/'><xsl:nothing/></xsl:template>", "<xsl:template match='/'><xsl:value-of select='$none'/></xsl:template>",
                "<xsl:template match='/'><xsl:value-of select='none()'/></xsl:template>", "<xsl:template match='/'><xsl:value-of/></xsl:template>", "<xsl:template/>", "<xsl:template match='/'>"})
            transform(wrong);
    }
}
